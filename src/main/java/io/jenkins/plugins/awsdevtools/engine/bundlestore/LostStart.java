package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.multipart.LostUploads;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Whether an answer to the start of an upload was lost, and what is done about it when the upload has ended. */
final class LostStart {

    private final LostUploads uploads;
    private final String bucket;
    private final String key;
    private final Consumer<String> log;
    private final Instant asked;
    private final AtomicBoolean lost = new AtomicBoolean();

    LostStart(AwsClients clients, AwsAccess access, String bucket, String key, Consumer<String> log) {
        this.uploads = new LostUploads(clients, access);
        this.bucket = bucket;
        this.key = key;
        this.log = log;
        this.asked = uploads.now();
    }

    void happened() {
        lost.set(true);
    }

    /** Gives up what was lost, once. What cannot be looked for is said, and is no failure. */
    CompletionStage<Void> tidy(String uploadId) {
        if (!lost.getAndSet(false)) {
            return CompletableFuture.completedFuture(null);
        }
        return uploads.giveUp(bucket, null, key, asked, uploadId::equals).handle((given, failure) -> {
            if (failure != null) {
                Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
                log.accept(Texts.of("s3.lost.unknown", key, reason.getMessage()));
            } else if (given > 0) {
                log.accept(Texts.of("s3.lost.givenUp", key));
            }
            return null;
        });
    }
}
