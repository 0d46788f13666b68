package io.jenkins.plugins.awsdevtools.engine.multipart;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/**
 * CreateMultipartUpload, which takes no token: each time that S3 does it there is one more upload. So the SDK makes one
 * attempt at a time. That it is asked for is in a journal before, and stays there if an attempt may have been done of which
 * nobody was told: {@link LostUploads} looks for it.
 */
public final class UploadStart {

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final AwsClients clients;
    private final AwsAccess access;
    private final Timing timing;

    public UploadStart(AwsClients clients, AwsAccess access, Timing timing) {
        this.clients = clients;
        this.access = access.withOneAttempt();
        this.timing = timing;
    }

    /**
     * @param journal in which the upload is open before its id is told
     * @return the id. Fails with what the SDK threw last
     */
    public CompletionStage<String> begin(CreateMultipartUploadRequest request, UploadJournal journal) {
        AskedUpload asked =
                new AskedUpload(request.key(), clients.awsTime(access).toEpochMilli());
        journal.asking(asked);
        AtomicBoolean lost = new AtomicBoolean();
        CompletableFuture<String> begun = new CompletableFuture<>();
        attempt(request, () -> lost.set(true), 1, begun);
        return begun.whenComplete((id, failure) -> {
            if (failure == null) {
                journal.opened(new OpenUpload(request.key(), id), lost.get() ? null : asked);
            } else if (!lost.get()) {
                journal.forget(asked);
            }
        });
    }

    private void attempt(
            CreateMultipartUploadRequest request, Runnable lost, int number, CompletableFuture<String> begun) {
        clients.s3(access).createMultipartUpload(request).whenComplete((answer, failure) -> {
            if (failure == null && answer.uploadId() != null) {
                begun.complete(answer.uploadId());
            } else {
                onFailure(request, lost, number, begun, reason(answer, failure));
            }
        });
    }

    private static Throwable reason(CreateMultipartUploadResponse answer, Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("S3 told no id of an upload: " + answer);
        }
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private void onFailure(
            CreateMultipartUploadRequest request,
            Runnable lost,
            int number,
            CompletableFuture<String> begun,
            Throwable reason) {
        AwsFailure failure = FailureTranslator.translate(
                reason,
                new CallContext(
                        "s3:PutObject", request.bucket(), access.region().id()));
        if (mayBeDone(reason, failure)) {
            lost.run();
        }
        if (failure.transientFault() && number < ATTEMPTS) {
            timing.delay(FIRST_PAUSE.multipliedBy(1L << number - 1))
                    .thenRun(() -> attempt(request, lost, number + 1, begun));
        } else {
            begun.completeExceptionally(reason);
        }
    }

    /** What S3 refused, or asked to send less often (503), it has not done; without credentials nothing was sent. */
    private static boolean mayBeDone(Throwable reason, AwsFailure failure) {
        if (reason instanceof AwsServiceException answer) {
            return answer.statusCode() >= SERVER_ERROR && answer.statusCode() != UNAVAILABLE;
        }
        return switch (failure.kind()) {
            case CREDENTIALS_EXPIRED, CREDENTIALS_MISSING, CREDENTIALS_INVALID -> false;
            default -> true;
        };
    }
}
