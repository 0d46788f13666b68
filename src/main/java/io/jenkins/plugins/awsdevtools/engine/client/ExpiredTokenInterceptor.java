package io.jenkins.plugins.awsdevtools.engine.client;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Drops credentials that AWS says have expired, so that the next call gets new ones whatever our clock says. */
final class ExpiredTokenInterceptor implements ExecutionInterceptor {

    private final RefreshingCredentials credentials;

    ExpiredTokenInterceptor(RefreshingCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refused && ErrorCodes.isExpiredToken(refused)) {
            credentials.invalidate();
        }
    }
}
