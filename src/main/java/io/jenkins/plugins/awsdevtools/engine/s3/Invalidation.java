package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;

/**
 * Makes the caches of a CloudFront distribution forget what changed. The marker is the request's CallerReference: the same
 * request again, after a restart, makes no second invalidation. If too many are in progress, waits for a place.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html">CreateInvalidation</a>
 */
final class Invalidation {

    /** For a place among those in progress; an invalidation mostly takes a minute or two. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final WorkContext context;
    private final AwsAccess access;
    private final S3Report report;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Timing.Cancellable pause;
    private Watch watch;
    private boolean cancelled;

    /** @param end until when a place among those in progress is waited for */
    private record Order(String distribution, List<String> paths, String marker, boolean waits, Instant end) {}

    Invalidation(WorkContext context, AwsAccess access, S3Report report) {
        this.context = context;
        this.access = access;
        this.report = report;
    }

    /** Called once. Ends when the invalidation is made or, if that is waited for, completed. */
    CompletionStage<Void> run(String distribution, S3Place place, ChangedPaths changed, String marker, boolean waits) {
        synchronized (this) {
            if (cancelled) {
                return CompletableFuture.failedFuture(aborted());
            }
        }
        report.stage("invalidate");
        report.state(Texts.of("s3.invalidation.state", distribution));
        root(distribution, place)
                .thenAccept(root -> {
                    List<String> paths = InvalidationPaths.of(changed, place, root);
                    if (paths.isEmpty()) {
                        report.say(Texts.of("s3.invalidation.none", distribution));
                        done.complete(null);
                    } else {
                        Instant end = context.timing().now().plus(PATIENCE);
                        create(new Order(distribution, paths, marker, waits, end));
                    }
                })
                .exceptionally(this::fail);
        return done;
    }

    /** What the distribution's paths begin at. */
    private CompletionStage<String> root(String distribution, S3Place place) {
        return context.clients()
                .cloudFront(access)
                .getDistribution(r -> r.id(distribution))
                .handleAsync(
                        (answer, failure) -> {
                            if (failure != null) {
                                throw failure("cloudfront:GetDistribution", distribution, failure);
                            }
                            return InvalidationPaths.root(answer.distribution().distributionConfig(), place.bucket())
                                    .orElseGet(() -> {
                                        report.say(Texts.of(
                                                "s3.invalidation.otherOrigin",
                                                distribution,
                                                place.bucket(),
                                                place.prefix()));
                                        return place.prefix();
                                    });
                        },
                        context.timing());
    }

    private void create(Order order) {
        context.clients()
                .cloudFront(access)
                .createInvalidation(r -> r.distributionId(order.distribution())
                        .invalidationBatch(b -> b.callerReference(order.marker())
                                .paths(p -> p.quantity(order.paths().size()).items(order.paths()))))
                .<Void>handleAsync(
                        (answer, failure) -> {
                            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                            if (cause instanceof TooManyInvalidationsInProgressException
                                    && context.timing().now().isBefore(order.end())) {
                                again(order);
                            } else if (failure != null) {
                                fail(failure("cloudfront:CreateInvalidation", order.distribution(), failure));
                            } else {
                                onCreated(order, answer.invalidation().id());
                            }
                            return null;
                        },
                        context.timing())
                .exceptionally(this::fail);
    }

    private synchronized void again(Order order) {
        if (!cancelled) {
            if (pause == null) {
                report.say(Texts.of("s3.invalidation.tooMany", order.distribution()));
            }
            pause = context.timing().after(PAUSE, () -> create(order));
        }
    }

    private void onCreated(Order order, String id) {
        List<String> paths = order.paths();
        String what = paths.size() == 1 ? paths.get(0) : Texts.of("s3.invalidation.paths", paths.size());
        report.say(Texts.of("s3.invalidated", id, what));
        if (!order.waits()) {
            done.complete(null);
            return;
        }
        synchronized (this) {
            if (!cancelled) {
                watch = context.watcher()
                        .watch(
                                new InvalidationSource(context.clients(), access, order.distribution()),
                                id,
                                new Listener(id),
                                LONGEST);
            }
        }
    }

    /** Stops waiting; what CloudFront has begun cannot be cancelled. */
    void cancel() {
        synchronized (this) {
            cancelled = true;
            if (pause != null) {
                pause.cancel();
            }
            if (watch != null) {
                watch.cancel();
            }
        }
        done.completeExceptionally(aborted());
    }

    private static WorkAbortedException aborted() {
        return new WorkAbortedException(Texts.of("s3.invalidation.aborted"));
    }

    private Void fail(Throwable failure) {
        done.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
        return null;
    }

    private static AwsFailureException failure(String operation, String distribution, Throwable failure) {
        return new AwsFailureException(
                FailureTranslator.translate(failure, new CallContext(operation, distribution, "global")));
    }

    private final class Listener implements WatchListener<String> {
        private final String id;

        Listener(String id) {
            this.id = id;
        }

        @Override
        public void onStatus(String status) {
            // "The status of the invalidation request. When the invalidation batch is finished, the status is
            // Completed."
            if (status.equals("Completed")) {
                end();
                report.say(Texts.of("s3.invalidation.completed", id));
                done.complete(null);
            }
        }

        @Override
        public void onMissing() {
            // The source never leaves one out: a missing invalidation is a failed call.
        }

        @Override
        public void onTrouble(Throwable failure) {
            report.say(Texts.of("s3.invalidation.trouble", id, "" + failure.getMessage()));
        }

        @Override
        public void onRecovered() {
            report.say(Texts.of("s3.invalidation.recovered", id));
        }

        @Override
        public void onDeadline() {
            done.completeExceptionally(
                    new TransferException(Texts.of("s3.invalidation.late", id, LONGEST.toMinutes())));
        }

        private void end() {
            synchronized (Invalidation.this) {
                if (watch != null) {
                    watch.cancel();
                }
            }
        }
    }
}
