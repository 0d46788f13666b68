package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** The calls about pipelines. */
final class PipelineOperations {
    /** "Length constraints of a reason: 1 to 300" (DisableStageTransition). */
    private static final int LONGEST_REASON = 300;

    /**
     * The pattern of a reason.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_DisableStageTransition.html">DisableStageTransition</a>
     */
    private static final String REASON = "[a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+";

    private final LocalCodePipeline local;

    PipelineOperations(LocalCodePipeline local) {
        this.local = local;
    }

    ObjectNode create(String region, JsonNode in) {
        return Answers.object()
                .set(
                        "pipeline",
                        local.create(region, in.path("pipeline")).definition().json());
    }

    ObjectNode update(String region, JsonNode in) {
        return Answers.object()
                .set(
                        "pipeline",
                        local.update(region, in.path("pipeline")).definition().json());
    }

    ObjectNode delete(String region, JsonNode in) {
        local.delete(region, Requests.required(in, "name"));
        return Answers.object();
    }

    ObjectNode get(String region, JsonNode in) {
        Pipeline pipeline = local.pipeline(region, Requests.required(in, "name"));
        PipelineDefinition wanted = in.hasNonNull("version")
                ? pipeline.version(in.get("version").asInt())
                        .orElseThrow(() -> PipelineErrors.of("PipelineVersionNotFound", "There is no such version"))
                : pipeline.definition();
        ObjectNode answer = Answers.object();
        answer.set("pipeline", wanted.json());
        answer.putObject("metadata")
                .put("pipelineArn", "arn:aws:codepipeline:" + region + ":" + local.account() + ":" + wanted.name())
                .put("created", Answers.seconds(pipeline.created()))
                .put("updated", Answers.seconds(pipeline.updated()));
        return answer;
    }

    ObjectNode list(String region, JsonNode in) {
        List<Pipeline> sorted = List.copyOf(new TreeMap<>(local.pipelines(region)).values());
        return Requests.page(in, sorted, "pipelines", Answers::summary);
    }

    ObjectNode state(String region, JsonNode in) {
        return Answers.state(local.pipeline(region, Requests.required(in, "name")));
    }

    ObjectNode transition(String region, JsonNode in, boolean enabled, String caller) {
        Pipeline pipeline = local.pipeline(region, Requests.required(in, "pipelineName"));
        if (!Requests.required(in, "transitionType").equals("Inbound")) {
            throw PipelineErrors.validation("Only inbound transitions exist");
        }
        String reason = enabled ? "" : Requests.required(in, "reason");
        if (!enabled && (reason.length() > LONGEST_REASON || !reason.matches(REASON))) {
            throw PipelineErrors.validation("1 validation error detected: Value '" + reason
                    + "' at 'reason' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + REASON + " and have length less than or equal to " + LONGEST_REASON);
        }
        pipeline.transition(Requests.required(in, "stageName"), enabled, reason, caller);
        return Answers.object();
    }
}
