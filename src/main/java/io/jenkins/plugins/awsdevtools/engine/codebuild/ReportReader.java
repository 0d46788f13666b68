package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codebuild.CodeBuildAsyncClient;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;

/**
 * Reads reports, page after page, so that no more than a page is in memory: BatchGetReports by 100, DescribeTestCases by
 * 100. A call that AWS throttles is repeated with growing pauses.
 */
public final class ReportReader {

    /** "reportArns: Maximum number of 100 items" (BatchGetReports); "maxResults ... Maximum value of 100" (both). */
    private static final int PAGE = 100;

    private static final int TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final AwsClients clients;
    private final AwsAccess access;
    private final Timing timing;

    /** Hears of tests. Called by one thread at a time. */
    public interface TestSink {

        void test(ReportSummary report, TestOutcome test) throws IOException;
    }

    /**
     * What was read.
     *
     * @param missing the ARNs of reports that somebody deleted meanwhile
     */
    public record Reports(List<ReportSummary> reports, List<String> missing) {

        public Reports {
            reports = List.copyOf(reports);
            missing = List.copyOf(missing);
        }
    }

    ReportReader(AwsClients clients, AwsAccess access, Timing timing) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
        this.timing = Objects.requireNonNull(timing);
    }

    /** The summaries. Fails with {@link AwsFailureException}. */
    public CompletionStage<Reports> summaries(List<String> arns) {
        return summaries(arns, 0, new Reports(List.of(), List.of()));
    }

    private CompletionStage<Reports> summaries(List<String> arns, int from, Reports before) {
        if (from >= arns.size()) {
            return CompletableFuture.completedFuture(before);
        }
        List<String> some = arns.subList(from, Math.min(arns.size(), from + PAGE));
        return patiently("codebuild:BatchGetReports", some.get(0), () -> client().batchGetReports(
                                request -> request.reportArns(some)))
                .thenCompose(answer -> {
                    List<ReportSummary> reports = new ArrayList<>(before.reports());
                    answer.reports().forEach(report -> reports.add(ReportSummary.of(report)));
                    List<String> missing = new ArrayList<>(before.missing());
                    missing.addAll(answer.reportsNotFound());
                    return summaries(arns, from + PAGE, new Reports(reports, missing));
                });
    }

    /**
     * Reads the tests of reports, one report after the other.
     *
     * @return the ARNs of reports that were deleted meanwhile. Fails with {@link AwsFailureException}, or with whatever
     *     the sink threw.
     */
    public CompletionStage<List<String>> tests(List<ReportSummary> reports, TestSink sink) {
        CompletionStage<List<String>> missing = CompletableFuture.completedFuture(List.of());
        for (ReportSummary report : reports) {
            if (report.isTests() && report.tests() > 0) {
                missing = missing.thenCompose(before ->
                        page(report, null, sink).thenApply(there -> there ? before : with(before, report.arn())));
            }
        }
        return missing;
    }

    private static List<String> with(List<String> before, String arn) {
        List<String> all = new ArrayList<>(before);
        all.add(arn);
        return all;
    }

    /** @return false if the report does not exist */
    private CompletionStage<Boolean> page(ReportSummary report, String token, TestSink sink) {
        return patiently("codebuild:DescribeTestCases", report.arn(), () -> client().describeTestCases(request ->
                        request.reportArn(report.arn()).maxResults(PAGE).nextToken(token)))
                .thenCompose(answer -> {
                    try {
                        for (var test : answer.testCases()) {
                            sink.test(report, TestOutcome.of(test));
                        }
                    } catch (IOException full) {
                        throw new UncheckedIOException(full);
                    }
                    return answer.nextToken() == null
                            ? CompletableFuture.completedFuture(true)
                            : page(report, answer.nextToken(), sink);
                })
                .exceptionallyCompose(failure -> unwrapped(failure) instanceof ResourceNotFoundException
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(failure));
    }

    private <A> CompletionStage<A> patiently(
            String operation, String resource, Supplier<? extends CompletionStage<A>> call) {
        return attempt(new CallContext(operation, resource, access.region().id()), call, 1);
    }

    private <A> CompletionStage<A> attempt(
            CallContext context, Supplier<? extends CompletionStage<A>> call, int number) {
        return call.get().exceptionallyCompose(failure -> {
            if (unwrapped(failure) instanceof ResourceNotFoundException missing) {
                return CompletableFuture.failedFuture(missing);
            }
            AwsFailure reason = FailureTranslator.translate(failure, context);
            return !reason.transientFault() || number >= TRIES
                    ? CompletableFuture.failedFuture(new AwsFailureException(reason))
                    : timing.delay(FIRST_PAUSE.multipliedBy(1L << (number - 1)))
                            .thenCompose(waited -> attempt(context, call, number + 1));
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private CodeBuildAsyncClient client() {
        return clients.codeBuild(access);
    }
}
