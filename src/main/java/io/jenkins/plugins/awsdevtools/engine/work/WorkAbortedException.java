package io.jenkins.plugins.awsdevtools.engine.work;

/** The work was aborted from this side. The message says what became of the remote side. */
public final class WorkAbortedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkAbortedException(String message) {
        super(message, null, false, false);
    }
}
