package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;

/**
 * A pipeline of the embedded AWS that checks out, has Jenkins build and puts what it built to a bucket.
 *
 * @param name also of its repository, of its buckets and of the project that the jobs are for
 */
record WorkedPipeline(LocalAws aws, String name) {

    private static final Set<String> UNDER_WAY = Set.of("InProgress", "Stopping");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STRUCTURE = """
        {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "PARALLEL", "artifactStore": {"type": "S3", "location": "%1$s"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "%1$s", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Build", "actions": [{"name": "Compile", "namespace": "Built",
           "actionTypeId": {"category": "Build", "owner": "Custom", "provider": "Jenkins", "version": "1"},
           "configuration": {"ProjectName": "%1$s"},
           "inputArtifacts": [{"name": "Code"}], "outputArtifacts": [{"name": "Site"}]}]},
         {"name": "Publish", "actions": [{"name": "Site",
           "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
           "configuration": {"BucketName": "%1$s-web", "Extract": "true"},
           "inputArtifacts": [{"name": "Site"}]}]}]}\
        """;
    private static final String TYPE = """
        {"category": "Build", "provider": "Jenkins", "version": "1",
         "configurationProperties": [
           {"name": "ProjectName", "required": true, "key": true, "secret": false, "queryable": true, "type": "String"}],
         "inputArtifactDetails": {"minimumCount": 0, "maximumCount": 5},
         "outputArtifactDetails": {"minimumCount": 0, "maximumCount": 5}}\
        """;

    static void createType(LocalAws aws) throws IOException {
        aws.codePipeline().createActionType(aws.region(), JSON.readTree(TYPE));
    }

    static WorkedPipeline create(LocalAws aws) throws IOException {
        String name = "site-" + UUID.randomUUID();
        aws.s3().createBucket(name, aws.region());
        aws.s3().createBucket(name + "-web", aws.region());
        aws.codeCommit().createRepository(aws.region(), name).commit("main", "Ada", "Begin", Map.of("in.txt", "hello"));
        aws.codePipeline().createPipeline(aws.region(), JSON.readTree(STRUCTURE.formatted(name)));
        return new WorkedPipeline(aws, name);
    }

    /** A trigger that takes the jobs of this pipeline. */
    CodePipelineWorkerTrigger trigger() {
        CodePipelineWorkerTrigger trigger = new CodePipelineWorkerTrigger("Build", "Jenkins", "1");
        trigger.setQueryParam("ProjectName=" + name);
        trigger.setPollSeconds(1);
        return trigger;
    }

    String start() {
        try (CodePipelineClient client = client()) {
            return client.startPipelineExecution(start -> start.name(name)).pipelineExecutionId();
        }
    }

    void abandon(String execution) {
        try (CodePipelineClient client = client()) {
            client.stopPipelineExecution(stop ->
                    stop.pipelineName(name).pipelineExecutionId(execution).abandon(true));
        }
    }

    /** Fails at once if the execution ends in another way. */
    void awaitStatus(String execution, String status) {
        eventually(() -> status(execution).equals(status) || !UNDER_WAY.contains(status(execution)));
        assertThat(status(execution)).as(() -> "Jenkins says:\n" + said()).isEqualTo(status);
    }

    private String status(String execution) {
        return aws.codePipeline().status(aws.region(), name, execution);
    }

    /** The logs of all builds, and what is in the queue. */
    private static String said() {
        StringBuilder said = new StringBuilder();
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null) {
            return "nothing, it is another process";
        }
        jenkins.allItems(Job.class).forEach(job -> job.getBuilds().forEach(build -> said.append(log(build))));
        for (Queue.Item item : Queue.getInstance().getItems()) {
            said.append(item).append(": ").append(item.getWhy()).append('\n');
        }
        return said.toString();
    }

    private static String log(Object build) {
        try {
            return JenkinsRule.getLog((Run<?, ?>) build);
        } catch (IOException unread) {
            return unread.toString();
        }
    }

    /** What CodePipeline knows of the action that Jenkins did. */
    ActionExecutionDetail action() {
        try (CodePipelineClient client = client()) {
            return client.listActionExecutions(list -> list.pipelineName(name)).actionExecutionDetails().stream()
                    .filter(detail -> detail.actionName().equals("Compile"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private CodePipelineClient client() {
        return LocalClients.root(aws, CodePipelineClient.builder());
    }
}
