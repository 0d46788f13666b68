package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.events.EventedWork;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentEventsTest {

    @Test
    void anEventTellsTheEndOfADeploymentAndPollingRelaxesWhileTheQueueLives() throws Exception {
        try (EventedWork work = new EventedWork()) {
            LocalAws aws = work.aws();
            String region = aws.region();
            aws.s3().createBucket("revisions", region);
            aws.s3().put("revisions", "site.zip", Bundles.site("one", "true"));
            aws.codeDeploy().createApplication(region, "shop", "Server");
            aws.codeDeploy().addInstance(region, "i-1", Map.of("group", "shop"));
            aws.codeDeploy().createServerGroup(region, "shop", "live", "OneAtATime", "shop");
            DeploymentRun run = new DeploymentRuns(work.context())
                    .begin(
                            work.access(),
                            DeploymentRequest.of(
                                    "shop", "live", new Revision.S3("revisions", "site.zip", null, null, null)),
                            DeploymentSettings.DEFAULT,
                            Journal.inMemory(),
                            work.log(),
                            view -> {});
            assertThat(work.end(run).deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
            work.assertRelaxedWhileTheQueueLives("codedeploy:BatchGetDeployments");
        }
    }
}
