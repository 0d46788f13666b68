package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import java.io.IOException;

/**
 * CodePipeline's API.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/Welcome.html">CodePipeline API Reference</a>
 */
final class CodePipelineService implements LocalService {
    private final LocalCodePipeline local;
    private final PipelineOperations pipelines;
    private final ExecutionOperations executions;
    private final JobOperations jobs;

    CodePipelineService(LocalCodePipeline local) {
        this.local = local;
        this.pipelines = new PipelineOperations(local);
        this.executions = new ExecutionOperations(local);
        this.jobs = new JobOperations(local);
    }

    @Override
    public String signingName() {
        return "codepipeline";
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            JsonNode body = call.jsonBody();
            String name = body.path("pipelineName").asText(body.path("name").asText(""));
            return name.isEmpty() ? "*" : "arn:aws:codepipeline:" + call.region() + ":" + local.account() + ":" + name;
        } catch (IOException unreadable) {
            return "*";
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode in = call.jsonBody();
        String region = call.region();
        String caller = call.caller().arn();
        ObjectNode answer =
                switch (call.operation()) {
                    case "CreatePipeline" -> pipelines.create(region, in);
                    case "UpdatePipeline" -> pipelines.update(region, in);
                    case "DeletePipeline" -> pipelines.delete(region, in);
                    case "GetPipeline" -> pipelines.get(region, in);
                    case "ListPipelines" -> pipelines.list(region, in);
                    case "GetPipelineState" -> pipelines.state(region, in);
                    case "EnableStageTransition" -> pipelines.transition(region, in, true, caller);
                    case "DisableStageTransition" -> pipelines.transition(region, in, false, caller);
                    case "StartPipelineExecution" -> executions.start(region, in, caller);
                    case "StopPipelineExecution" -> executions.stop(region, in);
                    case "GetPipelineExecution" -> executions.get(region, in);
                    case "ListPipelineExecutions" -> executions.list(region, in);
                    case "ListActionExecutions" -> executions.actions(region, in);
                    case "RetryStageExecution" -> executions.retry(region, in);
                    case "RollbackStage" -> executions.rollBack(region, in, caller);
                    case "PutApprovalResult" -> executions.approve(region, in, caller);
                    default -> jobs.handle(call.operation(), region, in);
                };
        call.replyJson(answer);
    }

    @Override
    public void close() {
        local.close();
    }
}
