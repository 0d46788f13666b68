package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.multipart.LostUploads;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Uploads of a bundle that nobody needs any more, as its journal knows them, also those of a process that is gone. */
public final class LeftUploads {

    private final AwsClients clients;
    private final AwsAccess access;
    private final String bucket;
    private final SendJournal journal;

    public LeftUploads(AwsClients clients, AwsAccess access, String bucket, SendJournal journal) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
        this.bucket = Objects.requireNonNull(bucket);
        this.journal = Objects.requireNonNull(journal);
    }

    /** Aborts those that are open now. One that cannot be aborted stays in the journal, and is no failure. */
    public CompletionStage<Void> abortOpen() {
        return abortOpen(line -> {});
    }

    private CompletionStage<Void> abortOpen(Consumer<String> log) {
        CompletionStage<Void> aborted = CompletableFuture.completedFuture(null);
        for (OpenUpload left : journal.uploads()) {
            aborted = aborted.thenCompose(
                            before -> new BundleUpload(clients, access, bucket, left.key(), left.id(), journal).abort())
                    .handle((done, failure) -> {
                        if (failure != null) {
                            Throwable reason = failure.getCause() == null ? failure : failure.getCause();
                            log.accept(Texts.of("s3.notAborted", reason.getMessage()));
                        }
                        return null;
                    });
        }
        return aborted;
    }

    /**
     * When sending has ended: aborts what is open and gives up what was lost.
     *
     * @param log told of an upload that cannot be aborted, and of one whose start was not answered
     */
    public CompletionStage<Void> clear(Consumer<String> log) {
        return abortOpen(log)
                .thenCompose(aborted -> new LostUploads(clients, access).giveUp(bucket, null, journal, log));
    }
}
