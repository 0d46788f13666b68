package io.jenkins.plugins.awsdevtools.engine.client;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Drops credentials that AWS says have expired or does not know, so that the next call gets new ones whatever our clock
 * says: a session may be revoked, and a key replaced where it is kept.
 */
final class RefusedCredentialsInterceptor implements ExecutionInterceptor {

    private final RefreshingCredentials credentials;

    RefusedCredentialsInterceptor(RefreshingCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refused && ErrorCodes.isForCredentials(refused)) {
            credentials.invalidate();
        }
    }
}
