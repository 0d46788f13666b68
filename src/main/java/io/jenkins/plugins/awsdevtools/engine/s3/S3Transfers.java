package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchJob;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Begins transfers. */
public record S3Transfers(
        WorkContext context,
        AwsAccess access,
        Journal<DeployRecord> journal,
        LineSink sink,
        Consumer<Flow> picture,
        TransferPlace place) {

    public RemoteWork<SyncOutcome> deploy(S3Place s3, StoreSettings settings, SyncOrder order, DeployOptions options) {
        Optional<DeployRecord> known = journal.load();
        DeployJournal kept = kept(known, options.distribution() != null);
        S3Report report = report(s3);
        return begin(
                s3,
                settings,
                known,
                kept,
                report,
                desk -> new AskedDesk(desk, false, !order.dryRun(), order.delete() && !order.dryRun()),
                new Deployment(context, access, s3, order, options, kept, report));
    }

    public RemoteWork<SyncOutcome> fetch(S3Place s3, FetchOrder order) {
        Optional<DeployRecord> known = journal.load();
        return begin(
                s3,
                new StoreSettings(List.of(), null, null, false),
                known,
                kept(known, false),
                report(s3),
                desk -> new AskedDesk(desk, true, false, false),
                () -> CompletableFuture.completedFuture(desk -> new FetchJob(order, desk)));
    }

    private DeployJournal kept(Optional<DeployRecord> known, boolean keepsPaths) {
        return new DeployJournal(
                journal, known.orElseGet(() -> DeployRecord.of(context.markers().get())), keepsPaths);
    }

    private S3Report report(S3Place s3) {
        return new S3Report(s3.url(), context.timing(), sink, picture);
    }

    private RemoteWork<SyncOutcome> begin(
            S3Place s3,
            StoreSettings settings,
            Optional<DeployRecord> known,
            DeployJournal kept,
            S3Report report,
            UnaryOperator<StoreDesk> asked,
            TransferTask task) {
        S3Desk desk =
                new S3Desk(context.clients(), access, s3, settings, kept, report, context.timing(), context.random());
        S3Run run = new S3Run(context.timing(), report, kept, known.isPresent(), desk, asked.apply(desk), place, task);
        run.begin();
        return run;
    }
}
