package io.jenkins.plugins.awsdevtools.engine.client;

/** A failure that a user can do something about; its message says all, so it has no stack trace. */
public final class AwsFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AwsFailure failure;

    public AwsFailureException(AwsFailure failure) {
        super(failure.text(), null, false, false);
        this.failure = failure;
    }

    /** The failure; null after this exception was serialized. */
    public AwsFailure failure() {
        return failure;
    }
}
