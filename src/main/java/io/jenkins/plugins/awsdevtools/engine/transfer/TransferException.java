package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;

/** A transfer that failed; its message says all that a user has to know. */
public final class TransferException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int PRECONDITION_FAILED = 412;

    /** 0 if S3 did not refuse. */
    private final int status;

    public TransferException(String message) {
        this(message, null);
    }

    public TransferException(String message, Throwable cause) {
        this(message, cause, 0);
    }

    private TransferException(String message, Throwable cause, int status) {
        super(message, cause);
        this.status = status;
    }

    /** One that would be answered the same again. */
    static TransferException refused(String message, int status) {
        return new TransferException(message, null, status);
    }

    /** Another object than was asked for was answered. */
    static TransferException replaced(String message) {
        return refused(message, PRECONDITION_FAILED);
    }

    /** Whether S3 refused the request, so that trying again does not help. */
    public boolean isRefused() {
        return status != 0;
    }

    /** Whether the object is another one than was asked for. */
    public boolean isReplaced() {
        return status == PRECONDITION_FAILED;
    }
}
