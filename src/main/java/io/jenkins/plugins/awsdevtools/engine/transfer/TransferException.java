package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;

/** A transfer that failed; its message says all that a user has to know. */
public final class TransferException extends IOException {

    private static final long serialVersionUID = 1L;

    public TransferException(String message) {
        super(message);
    }

    public TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
