package io.jenkins.plugins.awsdevtools.engine.ecs;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.events.EventedWork;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceEventsTest {

    @Test
    void anEventTellsTheEndOfARolloutAndPollingRelaxesWhileTheQueueLives() throws Exception {
        try (EventedWork work = new EventedWork()) {
            LocalAws aws = work.aws();
            String region = aws.region();
            aws.ecs().createCluster(region, "prod");
            String first = aws.ecs().registerTaskDefinition(region, "web", "app", "web:1");
            aws.ecs().createService(region, "prod", "web", first, 2, true, true);
            eventually(() -> aws.ecs()
                    .describeService(region, "prod", "web")
                    .path("deployments")
                    .path(0)
                    .path("rolloutState")
                    .asText()
                    .equals("COMPLETED"));
            DeployRun run = new DeployRuns(work.context())
                    .begin(
                            work.access(),
                            DeployRequest.of(
                                    "prod",
                                    "web",
                                    new TaskDefinitionChange(
                                            List.of(ContainerChange.ofImage("app", "web:2")), null, null)),
                            DeploySettings.DEFAULT,
                            Journal.inMemory(),
                            work.log(),
                            progress -> {});
            assertThat(work.end(run).outcome()).isEqualTo(DeployResult.Outcome.SUCCEEDED);
            work.assertRelaxedWhileTheQueueLives("ecs:DescribeServices");
        }
    }
}
