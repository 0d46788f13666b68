package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchJob;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncJob;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Begins transfers.
 *
 * @param exported makes of a desk one that a job can take to another process
 */
public record S3Transfers(
        WorkContext context,
        AwsAccess access,
        Journal<DeployRecord> journal,
        LineSink sink,
        Consumer<Flow> picture,
        TransferPlace place,
        UnaryOperator<StoreDesk> exported) {

    /** "Maximum number of files per invalidation request: 3,000" (Amazon CloudFront quotas). */
    private static final int MOST_INVALIDATED = 3000;

    /** @param distribution whose cache forgets what changed; null for none */
    public RemoteWork<SyncOutcome> deploy(S3Place s3, StoreSettings settings, SyncOrder order, String distribution) {
        return begin(new S3Run(
                context,
                access,
                s3,
                settings,
                journal,
                sink,
                picture,
                place,
                desk -> new SyncJob(order, exported.apply(desk)),
                (outcome, again, marker) ->
                        order.dryRun() || distribution == null || outcome.files() + outcome.deleted() == 0 && !again
                                ? CompletableFuture.completedFuture(null)
                                : invalidate(distribution, outcome, again, marker)));
    }

    public RemoteWork<SyncOutcome> fetch(S3Place s3, FetchOrder order) {
        return begin(new S3Run(
                context,
                access,
                s3,
                new StoreSettings(List.of(), null, null, false),
                journal,
                sink,
                picture,
                place,
                desk -> new FetchJob(order, exported.apply(desk)),
                (outcome, again, marker) -> CompletableFuture.completedFuture(null)));
    }

    private static RemoteWork<SyncOutcome> begin(S3Run run) {
        run.begin();
        return run;
    }

    /** The marker is the request's token, so a repeated call makes no second invalidation. */
    private CompletionStage<Void> invalidate(String distribution, SyncOutcome outcome, boolean again, String marker) {
        List<String> paths =
                again || outcome.isManyChanged() || outcome.changed().size() > MOST_INVALIDATED
                        ? List.of("/*")
                        : outcome.changed().stream().map(S3Transfers::encoded).toList();
        return context.clients()
                .cloudFront(access)
                .createInvalidation(r -> r.distributionId(distribution).invalidationBatch(b -> b.callerReference(marker)
                        .paths(p -> p.quantity(paths.size()).items(paths))))
                .handleAsync(
                        (answer, failure) -> {
                            if (failure != null) {
                                throw new AwsFailureException(FailureTranslator.translate(
                                        failure,
                                        new CallContext("cloudfront:CreateInvalidation", distribution, "global")));
                            }
                            sink.print(Texts.of(
                                    "s3.invalidated",
                                    answer.invalidation().id(),
                                    paths.size() == 1 ? paths.get(0) : paths.size()));
                            sink.flush();
                            return null;
                        },
                        context.timing());
    }

    private static String encoded(String path) {
        return "/"
                + URLEncoder.encode(path, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }
}
