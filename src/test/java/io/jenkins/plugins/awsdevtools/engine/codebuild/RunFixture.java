package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.work.LocalController;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;

/** One controller's runs of builds in an embedded AWS. */
final class RunFixture implements AutoCloseable {

    static final String REGION = "eu-west-1";

    private static final TailPacing TAILS = new TailPacing(
            Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(1));

    private final LocalController controller;

    final BuildRuns runs;

    RunFixture(LocalAws aws) {
        controller = new LocalController(aws, 1, TAILS);
        runs = new BuildRuns(controller.context());
    }

    AwsAccess access() {
        return controller.access();
    }

    ArtifactCheck artifacts() {
        return new ArtifactCheck(controller.clients(), access());
    }

    BatchStatusSource batches() {
        return new BatchStatusSource(controller.clients(), access());
    }

    static <R> R await(RemoteWork<R> run) throws Exception {
        return resultOf(run.result());
    }

    @Override
    public void close() {
        controller.close();
    }
}
