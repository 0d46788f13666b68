package io.jenkins.plugins.awsdevtools.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.ResolvedPipelineVariable;

/**
 * A pipeline of the embedded AWS that checks a repository out and waits for approval, and who approves.
 *
 * @param name also of its repository
 */
public record ReviewedPipeline(LocalAws aws, String name) {

    private static final String STRUCTURE = """
        {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "PARALLEL", "variables": [{"name": "STAGE", "defaultValue": "test"}],
         "artifactStore": {"type": "S3", "location": "%1$s"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "%1$s", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Review", "actions": [{"name": "Approve",
           "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}}]}]}\
        """;

    public static ReviewedPipeline create(LocalAws aws) throws IOException {
        String name = "site-" + UUID.randomUUID();
        aws.s3().createBucket(name, aws.region());
        ReviewedPipeline pipeline = new ReviewedPipeline(aws, name);
        aws.codeCommit().createRepository(aws.region(), name).commit("main", "Ada", "Begin", Map.of("a", "b"));
        aws.codePipeline().createPipeline(aws.region(), new ObjectMapper().readTree(STRUCTURE.formatted(name)));
        return pipeline;
    }

    public String commit() {
        return aws.codeCommit().repository(aws.region(), name).tip("main").orElseThrow();
    }

    public void push() {
        aws.codeCommit().repository(aws.region(), name).commit("main", "Go on", "a");
    }

    public List<String> executions() {
        return aws.codePipeline().executions(aws.region(), name);
    }

    public void awaitStatus(String status) {
        eventually(() -> aws.codePipeline()
                .status(aws.region(), name, executions().get(0))
                .equals(status));
    }

    Map<String, String> variables() {
        try (CodePipelineClient client = client()) {
            return client
                    .getPipelineExecution(get -> get.pipelineName(name)
                            .pipelineExecutionId(executions().get(0)))
                    .pipelineExecution()
                    .variables()
                    .stream()
                    .collect(Collectors.toMap(ResolvedPipelineVariable::name, ResolvedPipelineVariable::resolvedValue));
        }
    }

    public String start() {
        try (CodePipelineClient client = client()) {
            return client.startPipelineExecution(start -> start.name(name)).pipelineExecutionId();
        }
    }

    public void approve() {
        answer(ApprovalStatus.APPROVED);
    }

    public void reject() {
        answer(ApprovalStatus.REJECTED);
    }

    private void answer(ApprovalStatus status) {
        try (CodePipelineClient client = client()) {
            eventually(() -> token(client).isPresent());
            String token = token(client).orElseThrow();
            client.putApprovalResult(put -> put.pipelineName(name)
                    .stageName("Review")
                    .actionName("Approve")
                    .token(token)
                    .result(result -> result.status(status).summary("Not today")));
        }
    }

    private Optional<String> token(CodePipelineClient client) {
        return FollowedPipeline.approvalToken(client, name, "Review", "Approve");
    }

    private CodePipelineClient client() {
        return LocalClients.root(aws, CodePipelineClient.builder());
    }
}
