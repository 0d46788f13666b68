package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.work.LocalController;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** One controller's runs of deployments in an embedded AWS, and the log of a Jenkins build. Time passes quickly. */
final class DeploymentFixture implements AutoCloseable {

    static final String REGION = "eu-west-1";
    private static final int SPEED = 20;

    private final LocalAws aws;
    private final LocalController controller;
    private final DeploymentRuns runs;
    private final LogLines lines = new LogLines();

    DeploymentFixture(LocalAws aws) {
        this.aws = aws;
        this.controller = new LocalController(aws, SPEED, TailPacing.DEFAULT);
        this.runs = new DeploymentRuns(controller.context());
    }

    /** By which everything waits. */
    Timing timing() {
        return controller.timing();
    }

    LogLines log() {
        return lines;
    }

    List<String> lines() {
        return lines.all();
    }

    DeploymentRun begin(
            DeploymentRequest request, DeploymentSettings settings, Journal<DeploymentRecord> journal, LineSink sink) {
        return runs.begin(controller.access(), request, settings, journal, sink, view -> DeploymentFlow.of(view));
    }

    DeploymentRun begin(DeploymentRequest request, Journal<DeploymentRecord> journal) {
        return begin(request, DeploymentSettings.DEFAULT, journal, lines);
    }

    DeploymentRun begin(DeploymentRequest request, DeploymentSettings settings) {
        return begin(request, settings, Journal.inMemory(), lines);
    }

    DeploymentRun begin(DeploymentRequest request) {
        return begin(request, DeploymentSettings.DEFAULT);
    }

    DeploymentResult await(DeploymentRun run) throws Exception {
        try {
            return resultOf(run.result());
        } catch (TimeoutException late) {
            throw new AssertionError(run.state() + " after " + lines.all(), late);
        }
    }

    /** The ids of an application's deployments, oldest first. */
    List<String> deployments(String application) {
        return aws.codeDeploy().deployments().stream()
                .filter(id -> aws.codeDeploy()
                        .deployment(id)
                        .get("applicationName")
                        .asText()
                        .equals(application))
                .toList();
    }

    /** Of a process that knows a deployment and has printed nothing of it. */
    static Journal<DeploymentRecord> known(String id) {
        Journal<DeploymentRecord> journal = Journal.inMemory();
        journal.save(DeploymentRecord.fresh("marker", Instant.now()).withRemoteId(id));
        return journal;
    }

    @Override
    public void close() {
        controller.close();
    }
}
