package io.jenkins.plugins.awsdevtools.codebuild;

import com.fasterxml.jackson.annotation.JsonProperty;
import hudson.model.Computer;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRuns;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportReader;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportSummary;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/**
 * What the reports of a remote build become in Jenkins: figures on the page, and test results if the JUnit plugin is
 * there. A report that cannot be read is told and does not fail the Jenkins build.
 */
final class ReportsOfRun {

    /**
     * Kept so that a restart does not add the tests a second time.
     *
     * @param added whether the tests were added to the Jenkins build
     */
    record Progress(@JsonProperty("added") boolean added) {}

    private final RunContext context;
    private final boolean tests;
    private final ReportReader reader;

    /** @param tests whether tests become test results */
    ReportsOfRun(RunContext context, boolean tests) {
        this.context = context;
        this.tests = tests && Jenkins.get().getPlugin("junit") != null;
        this.reader = new BuildRuns(AwsRuntime.get().work()).reports(context.access());
    }

    /**
     * Reads reports.
     *
     * @param page told the figures
     * @return the figures; never fails but by being cancelled
     */
    CompletionStage<List<ReportSummary>> read(List<String> arns, Consumer<List<ReportSummary>> page) {
        if (arns.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return reader.summaries(arns)
                .thenCompose(reports -> {
                    reports.missing().forEach(this::missing);
                    page.accept(reports.reports());
                    return addTests(reports.reports()).thenApply(added -> reports.reports());
                })
                .exceptionally(failure -> {
                    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
                    say(Messages.ReportsOfRun_unreadable(reason.getMessage()));
                    return List.of();
                });
    }

    private CompletionStage<Void> addTests(List<ReportSummary> reports) {
        Journal<Progress> journal = context.journal("codebuild-tests", Progress.class);
        boolean any = reports.stream().anyMatch(report -> report.tests() > 0);
        if (!tests || !any || journal.load().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        Path folder = context.run().getRootDir().toPath().resolve("aws-developer-tools/tests-" + context.key());
        JunitFiles files = new JunitFiles(folder);
        return reader.tests(reports, files)
                .thenAcceptAsync(
                        missing -> {
                            missing.forEach(this::missing);
                            try {
                                files.close();
                                JunitResults.add(context, folder);
                                journal.save(new Progress(true));
                            } catch (IOException failed) {
                                throw new UncheckedIOException(failed);
                            } catch (InterruptedException goingDown) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        // Thousands of tests are parsed, for which no other step is to wait.
                        Computer.threadPoolForRemoting)
                .whenComplete((done, failure) -> files.delete());
    }

    private void missing(String arn) {
        say(Messages.ReportsOfRun_missing(arn));
    }

    private void say(String text) {
        context.listener().getLogger().println(text);
    }
}
