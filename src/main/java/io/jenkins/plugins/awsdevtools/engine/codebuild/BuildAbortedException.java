package io.jenkins.plugins.awsdevtools.engine.codebuild;

/** The run was aborted from this side. The message says what became of the remote build. */
public final class BuildAbortedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BuildAbortedException(String message) {
        super(message, null, false, false);
    }
}
