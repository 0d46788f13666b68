package io.jenkins.plugins.awsdevtools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRun;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRuns;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSettings;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A hundred executions of ten pipelines followed for a minute. Ours: runs on the watcher at its default of five seconds. The
 * other way: a thread for each execution that reads its own execution every five seconds, and nothing of its actions.
 */
final class PipelineWatch implements Bench.Scenario {

    private static final int PIPELINES = 10;
    private static final int EACH = 10;
    private static final int SECONDS = 60;
    private static final int INTERVAL_SECONDS = 5;
    private static final String STRUCTURE = """
        {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "PARALLEL", "artifactStore": {"type": "S3", "location": "artifacts"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "code", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Review", "actions": [{"name": "Approve",
           "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}}]}]}\
        """;

    private record Execution(String pipeline, String id) {}

    private record Measured(long calls, int threads) {
        double eachTick() {
            return (double) calls * INTERVAL_SECONDS / SECONDS;
        }
    }

    @Override
    public String about() {
        return PIPELINES * EACH + " executions of " + PIPELINES + " pipelines for a minute: calls, threads";
    }

    @Override
    public Bench.Figures run(PrintStream out) throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        try (LocalAws aws = LocalAws.start();
                AwsClients clients = new AwsClients(Clock.systemUTC(), threads)) {
            AwsAccess access = TestAccess.root(aws);
            List<Execution> executions = executions(aws, clients, access);
            Measured ours = ours(aws, clients, access, threads, executions);
            Measured peer = peer(aws, clients, access, executions);
            out.printf("%d executions of %d pipelines, %d seconds%n", executions.size(), PIPELINES, SECONDS);
            out.printf("%-34s %12s %12s%n", "", "ours", "one by one");
            out.printf("%-34s %12d %12d%n", "status calls", ours.calls(), peer.calls());
            out.printf(
                    Locale.ROOT,
                    "%-34s %12.1f %12.1f%n",
                    "status calls a tick of " + INTERVAL_SECONDS + " s",
                    ours.eachTick(),
                    peer.eachTick());
            out.printf("%-34s %12d %12d%n", "more threads than before", ours.threads(), peer.threads());
            return new Bench.Figures(ours.eachTick(), peer.eachTick(), "calls/tick", true);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Execution> executions(LocalAws aws, AwsClients clients, AwsAccess access) throws Exception {
        aws.s3().createBucket("artifacts", aws.region());
        aws.codeCommit().createRepository(aws.region(), "code").commit("main", "Ada", "Begin", Map.of("a", "b"));
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < PIPELINES; i++) {
            String pipeline = "pipeline-" + i;
            create(aws, pipeline);
            for (int j = 0; j < EACH; j++) {
                executions.add(new Execution(
                        pipeline,
                        clients.codePipeline(access)
                                .startPipelineExecution(start -> start.name(pipeline))
                                .get()
                                .pipelineExecutionId()));
            }
        }
        return executions;
    }

    private static void create(LocalAws aws, String pipeline) throws IOException {
        aws.codePipeline().createPipeline(aws.region(), new ObjectMapper().readTree(STRUCTURE.formatted(pipeline)));
    }

    private static Measured ours(
            LocalAws aws,
            AwsClients clients,
            AwsAccess access,
            ScheduledExecutorService threads,
            List<Execution> executions)
            throws InterruptedException {
        Timing timing = Timing.of(threads, Clock.systemUTC());
        try (Watcher watcher = new Watcher(timing, new Random(1), () -> WatchPacing.DEFAULT)) {
            ExecutionRuns runs = new ExecutionRuns(new WorkContext(
                    clients,
                    watcher,
                    new ReadBudget(timing),
                    timing,
                    new Random(2),
                    TailPacing.DEFAULT,
                    () -> UUID.randomUUID().toString()));
            int threadsBefore = engineThreads();
            List<ExecutionRun> followed = new ArrayList<>();
            for (Execution execution : executions) {
                followed.add(follow(runs, access, execution));
            }
            pause(2 * INTERVAL_SECONDS);
            int more = engineThreads() - threadsBefore;
            aws.calls().clear();
            pause(SECONDS);
            long calls = statusCalls(aws);
            followed.forEach(ExecutionRun::detach);
            return new Measured(calls, more);
        }
    }

    private static ExecutionRun follow(ExecutionRuns runs, AwsAccess access, Execution execution) {
        return runs.begin(
                access,
                new PipelineRequest(execution.pipeline(), Map.of(), List.of(), execution.id()),
                new ExecutionSettings(OnAbort.LEAVE, 0, false, true),
                Journal.inMemory(),
                new LineSink() {
                    @Override
                    public void print(String line) {}

                    @Override
                    public void flush() {}

                    @Override
                    public long linesHeld() {
                        return 0;
                    }
                },
                changed -> {});
    }

    private static Measured peer(LocalAws aws, AwsClients clients, AwsAccess access, List<Execution> executions)
            throws InterruptedException {
        List<Thread> held = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        for (Execution execution : executions) {
            Thread thread = new Thread(() -> poll(clients, access, execution, over), "one-by-one");
            thread.setDaemon(true);
            held.add(thread);
            thread.start();
        }
        pause(2 * INTERVAL_SECONDS);
        aws.calls().clear();
        pause(SECONDS);
        long calls = statusCalls(aws);
        int more = (int) held.stream().filter(Thread::isAlive).count();
        over.countDown();
        for (Thread thread : held) {
            thread.join();
        }
        return new Measured(calls, more);
    }

    private static void poll(AwsClients clients, AwsAccess access, Execution execution, CountDownLatch over) {
        try {
            do {
                clients.codePipeline(access)
                        .getPipelineExecution(
                                get -> get.pipelineName(execution.pipeline()).pipelineExecutionId(execution.id()))
                        .join();
            } while (!over.await(INTERVAL_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static long statusCalls(LocalAws aws) {
        return aws.calls().count("codepipeline:ListPipelineExecutions")
                + aws.calls().count("codepipeline:ListActionExecutions")
                + aws.calls().count("codepipeline:GetPipelineExecution")
                + aws.calls().count("codepipeline:GetPipelineState");
    }

    /** Threads that are not the embedded AWS's. */
    private static int engineThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("local-aws"))
                .count();
    }

    private static void pause(int seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
