package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import io.jenkins.plugins.awsdevtools.localaws.logs.LogStore;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs builds, each on a thread and in a folder of its own, and kills them. */
final class BuildRunner implements AutoCloseable {

    private final Path home;
    private final Clock clock;
    private final LogStore logs;
    private final S3Store s3;
    private final SourceDownload sources;
    private final Map<String, String> parameters;
    private final Map<String, String> secrets;
    private final LocalReports reports;
    private final Map<String, RunningBuild> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-codebuild");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration provisioningTime = Duration.ZERO;

    BuildRunner(
            Path home,
            Clock clock,
            LogStore logs,
            S3Store s3,
            SourceDownload sources,
            Map<String, String> parameters,
            Map<String, String> secrets,
            LocalReports reports) {
        this.reports = reports;
        this.home = home;
        this.clock = clock;
        this.logs = logs;
        this.s3 = s3;
        this.sources = sources;
        this.parameters = parameters;
        this.secrets = secrets;
    }

    void provisioningTime(Duration time) {
        provisioningTime = time;
    }

    void run(BuildState build) {
        String stream = LocalCodeBuild.stream(build.id());
        String group = "/aws/codebuild/" + build.project();
        RunningBuild run = new RunningBuild(
                build,
                home.resolve("build-" + stream),
                clock,
                sources,
                s3,
                parameters,
                secrets,
                provisioningTime,
                reports,
                () -> {
                    logs.stream(build.region(), group, stream);
                    build.log(group, stream);
                },
                line -> logs.append(build.region(), group, stream, line + "\n"));
        running.put(build.id(), run);
        threads.execute(() -> {
            try {
                run.run();
            } finally {
                running.remove(build.id());
            }
        });
    }

    void kill(String id) {
        RunningBuild run = running.get(id);
        if (run != null) {
            run.kill();
        }
    }

    @Override
    public void close() {
        running.values().forEach(RunningBuild::kill);
        threads.shutdownNow();
    }
}
