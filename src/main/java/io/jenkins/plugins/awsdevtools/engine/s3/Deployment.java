package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncJob;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A folder becomes a prefix; a website is checked before, and the caches of a distribution forget what changed after. */
final class Deployment implements TransferTask {

    private final WorkContext context;
    private final AwsAccess access;
    private final S3Place place;
    private final SyncOrder order;
    private final DeployOptions options;
    private final DeployJournal journal;
    private final S3Report report;
    private final Invalidation invalidation;

    Deployment(
            WorkContext context,
            AwsAccess access,
            S3Place place,
            SyncOrder order,
            DeployOptions options,
            DeployJournal journal,
            S3Report report) {
        this.context = context;
        this.access = access;
        this.place = place;
        this.order = order;
        this.options = options;
        this.journal = journal;
        this.report = report;
        this.invalidation = new Invalidation(context, access, report);
    }

    @Override
    public CompletionStage<Function<StoreDesk, TransferJob<SyncOutcome>>> prepare() {
        if (!options.website()) {
            return CompletableFuture.completedFuture(desk -> new SyncJob(order, desk));
        }
        return WebsiteDocuments.read(context.clients(), access, place).thenCompose(documents -> documents
                .checkOutside(context.clients().s3(access), access, place)
                .thenApply(good -> {
                    report.say(
                            documents.error() == null
                                    ? Texts.of("s3.website.index", documents.index())
                                    : Texts.of("s3.website.documents", documents.index(), documents.error()));
                    SyncOrder checked = order.requiring(documents.required(place));
                    return desk -> new SyncJob(checked, desk);
                }));
    }

    @Override
    public CompletionStage<Void> conclude(SyncOutcome outcome) {
        ChangedPaths changed = journal.planned();
        CompletionStage<Void> invalidated = order.dryRun() || options.distribution() == null || changed.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : invalidation.run(
                        options.distribution(), place, changed, journal.marker(), options.waitForInvalidation());
        return invalidated.thenRun(this::sayAddress);
    }

    private void sayAddress() {
        if (options.website()) {
            Optional<String> address = WebsiteAddress.of(access, place, options.websiteUrl());
            address.ifPresent(known -> report.address(Texts.of("s3.website.fact"), known));
            report.say(address.map(known -> Texts.of("s3.website.address", known))
                    .orElseGet(() -> Texts.of("s3.website.unknownAddress")));
        }
    }

    @Override
    public void cancel() {
        invalidation.cancel();
    }
}
