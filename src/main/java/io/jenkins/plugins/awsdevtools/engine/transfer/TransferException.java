package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;

/** A transfer that failed; its message says all that a user has to know. */
public final class TransferException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    public TransferException(String message) {
        this(message, null);
    }

    public TransferException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private TransferException(String message, Throwable cause, boolean refused) {
        super(message, cause);
        this.refused = refused;
    }

    /** One that would be answered the same again. */
    static TransferException refused(String message) {
        return new TransferException(message, null, true);
    }

    /** Whether S3 refused the request, so that trying again does not help. */
    public boolean isRefused() {
        return refused;
    }
}
