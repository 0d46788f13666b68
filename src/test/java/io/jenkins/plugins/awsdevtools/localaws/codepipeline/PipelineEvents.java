package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import java.util.List;
import java.util.Locale;

/**
 * Says on the event bus what becomes of executions, stages and actions.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html">
 *     Monitoring CodePipeline events</a>
 */
final class PipelineEvents {
    private final EventBus bus;
    private final String account;

    PipelineEvents(EventBus bus, String account) {
        this.bus = bus;
        this.account = account;
    }

    void execution(Pipeline pipeline, PipelineExecution execution, String state) {
        publish(pipeline, "Pipeline", detail(execution).put("state", state));
    }

    void stage(Pipeline pipeline, PipelineExecution execution, StageRun stage, String state) {
        publish(pipeline, "Stage", detail(execution).put("stage", stage.name()).put("state", state));
    }

    void action(Pipeline pipeline, PipelineExecution execution, StageRun stage, ActionRun action) {
        ActionOutcome outcome = action.outcome();
        ObjectNode detail = detail(execution)
                .put("stage", stage.name())
                .put("action", action.declaration().name())
                .put("action-execution-id", action.id())
                .put("state", outcome.isEnd() ? outcome.status().toUpperCase(Locale.ROOT) : "STARTED")
                .put("region", pipeline.region());
        detail.set("type", action.declaration().type().json());
        if (outcome.isEnd()) {
            detail.putObject("execution-result")
                    .put("external-execution-summary", outcome.summary())
                    .put("external-execution-id", outcome.externalId())
                    .put("external-execution-url", outcome.externalUrl())
                    .put("error-code", outcome.errorCode());
        }
        publish(pipeline, "Action", detail);
    }

    private static ObjectNode detail(PipelineExecution execution) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("pipeline", execution.definition().name())
                .put("execution-id", execution.id())
                .put("version", (double) execution.definition().version());
    }

    private void publish(Pipeline pipeline, String level, ObjectNode detail) {
        String arn = "arn:aws:codepipeline:" + pipeline.region() + ":" + account + ":"
                + detail.get("pipeline").asText();
        bus.publish(
                pipeline.region(),
                "aws.codepipeline",
                "CodePipeline " + level + " Execution State Change",
                List.of(arn),
                detail);
    }
}
