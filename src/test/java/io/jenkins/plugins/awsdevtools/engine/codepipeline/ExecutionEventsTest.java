package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.events.EventedWork;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutionEventsTest {

    private static final String STRUCTURE = """
        {"name": "shop", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "artifactStore": {"type": "S3", "location": "shop-artifacts"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "shop", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Live", "actions": [{"name": "Publish",
           "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
           "configuration": {"BucketName": "shop-live", "Extract": "true"},
           "inputArtifacts": [{"name": "Code"}]}]}]}\
        """;

    private static void pipeline(LocalAws aws) throws IOException {
        aws.s3().createBucket("shop-artifacts", aws.region());
        aws.s3().createBucket("shop-live", aws.region());
        aws.codeCommit().createRepository(aws.region(), "shop").commit("main", "Ada", "Begin", Map.of("a", "b"));
        aws.codePipeline().createPipeline(aws.region(), new ObjectMapper().readTree(STRUCTURE));
    }

    @Test
    void anEventTellsTheEndOfAnExecutionAndPollingRelaxesWhileTheQueueLives() throws Exception {
        try (EventedWork work = new EventedWork()) {
            pipeline(work.aws());
            ExecutionRun run = new ExecutionRuns(work.context())
                    .begin(
                            work.access(),
                            PipelineRequest.of("shop"),
                            ExecutionSettings.DEFAULT,
                            Journal.inMemory(),
                            work.log(),
                            execution -> {});
            assertThat(work.end(run).execution().status()).isEqualTo("Succeeded");
            work.assertRelaxedWhileTheQueueLives("codepipeline:ListPipelineExecutions");
        }
    }

    @Test
    void anEventOfAPipelineConcernsAllItsExecutionsAndNoOthers() {
        try (EventedWork work = new EventedWork()) {
            AwsClients clients = work.context().clients();
            ExecutionStatusSource source = new ExecutionStatusSource(clients, work.access(), "shop");
            assertThat(source.concerns("1-2", new PipelineKey("shop"))).isTrue();
            assertThat(source.concerns("1-2", "1-2")).isTrue();
            assertThat(source.concerns("1-2", new PipelineKey("other"))).isFalse();
            assertThat(source.concerns("1-2", "shop")).isFalse();
        }
    }
}
