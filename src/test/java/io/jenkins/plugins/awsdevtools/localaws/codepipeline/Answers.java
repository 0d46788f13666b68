package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What CodePipeline shows of pipelines, executions and jobs. Times are seconds since 1970, as in AWS's JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Types.html">Data types</a>
 */
final class Answers {
    private static final double MILLIS = 1000;

    private Answers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static double seconds(Instant time) {
        return time.toEpochMilli() / MILLIS;
    }

    static ObjectNode summary(Pipeline pipeline) {
        PipelineDefinition definition = pipeline.definition();
        return object().put("name", definition.name())
                .put("version", definition.version())
                .put("pipelineType", definition.json().get("pipelineType").asText())
                .put("executionMode", definition.mode().name())
                .put("created", seconds(pipeline.created()))
                .put("updated", seconds(pipeline.updated()));
    }

    static ObjectNode state(Pipeline pipeline) {
        synchronized (pipeline) {
            PipelineDefinition definition = pipeline.definition();
            ObjectNode state = object().put("pipelineName", definition.name())
                    .put("pipelineVersion", definition.version())
                    .put("created", seconds(pipeline.created()))
                    .put("updated", seconds(pipeline.updated()));
            ArrayNode stages = state.putArray("stageStates");
            definition.stages().forEach(stage -> stages.add(stageState(pipeline, stage)));
            return state;
        }
    }

    private static ObjectNode stageState(Pipeline pipeline, StageDeclaration stage) {
        ObjectNode state = object().put("stageName", stage.name());
        pipeline.waitingFor(stage.name()).ifPresent(waiting -> {
            ObjectNode inbound = state.putObject("inboundExecution")
                    .put("pipelineExecutionId", waiting.id())
                    .put("status", waiting.status());
            state.putArray("inboundExecutions").add(inbound.deepCopy());
        });
        Pipeline.Transition transition = pipeline.transition(stage.name());
        ObjectNode inbound = state.putObject("inboundTransitionState").put("enabled", transition.enabled());
        if (!transition.changedBy().isEmpty()) {
            inbound.put("lastChangedBy", transition.changedBy()).put("lastChangedAt", seconds(transition.changed()));
        }
        if (!transition.enabled()) {
            inbound.put("disabledReason", transition.reason());
        }
        ArrayNode actions = state.putArray("actionStates");
        // "For a pipeline where the execution mode is set to PARALLEL, the token required to approve/reject an approval
        // request as detailed above is not available." (PutApprovalResult)
        boolean tokens = pipeline.definition().mode() != PipelineDefinition.Mode.PARALLEL;
        var latest = pipeline.latestIn(stage.name());
        for (ActionDeclaration action : stage.actions()) {
            ObjectNode actionState = actions.addObject().put("actionName", action.name());
            latest.flatMap(execution -> execution.stageRun(stage.name()))
                    .flatMap(run -> run.action(action.name()))
                    .ifPresent(run -> actionState.set("latestExecution", latest(run, tokens)));
            latest.ifPresent(execution -> currentRevision(execution, action, actionState));
        }
        latest.ifPresent(execution -> state.putObject("latestExecution")
                .put("pipelineExecutionId", execution.id())
                .put("status", execution.stageRun(stage.name()).orElseThrow().status())
                .put("type", execution.start().rollbackOf() == null ? "STANDARD" : "ROLLBACK"));
        return state;
    }

    private static void currentRevision(PipelineExecution execution, ActionDeclaration action, ObjectNode state) {
        if (action.isSource()
                && execution.artifacts().containsKey(action.outputs().get(0))) {
            Artifact artifact = execution.artifacts().get(action.outputs().get(0));
            state.putObject("currentRevision")
                    .put("revisionId", artifact.revision())
                    .put("revisionChangeId", artifact.revision())
                    .put("created", seconds(execution.started()));
        }
    }

    private static ObjectNode latest(ActionRun run, boolean withToken) {
        ActionOutcome outcome = run.outcome();
        ObjectNode latest = object().put("actionExecutionId", run.id())
                .put("status", outcome.status())
                .put("lastStatusChange", seconds(run.changed()));
        given(latest, "summary", outcome.summary());
        given(latest, "externalExecutionId", outcome.externalId());
        given(latest, "externalExecutionUrl", outcome.externalUrl());
        if (withToken && !outcome.isEnd()) {
            given(latest, "token", run.work().token());
        }
        given(latest, "lastUpdatedBy", run.changedBy());
        if (!outcome.errorCode().isEmpty()) {
            latest.putObject("errorDetails").put("code", outcome.errorCode()).put("message", outcome.errorMessage());
        }
        return latest;
    }

    private static void given(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }

    static ObjectNode execution(Pipeline pipeline, PipelineExecution execution) {
        synchronized (pipeline) {
            ObjectNode answer = object().put(
                            "pipelineName", execution.definition().name())
                    .put("pipelineVersion", execution.definition().version())
                    .put("pipelineExecutionId", execution.id());
            common(execution, answer);
            ArrayNode revisions = answer.putArray("artifactRevisions");
            execution.artifacts().values().stream()
                    .filter(artifact -> !artifact.revision().isEmpty())
                    .forEach(artifact -> revisions
                            .addObject()
                            .put("name", artifact.name())
                            .put("revisionId", artifact.revision())
                            .put("revisionSummary", artifact.summary())
                            .put("created", seconds(execution.started())));
            ArrayNode variables = answer.putArray("variables");
            execution.start().variables().forEach((name, value) -> variables
                    .addObject()
                    .put("name", name)
                    .put("resolvedValue", value));
            return answer;
        }
    }

    static ObjectNode executionSummary(Pipeline pipeline, PipelineExecution execution) {
        synchronized (pipeline) {
            ObjectNode summary = object().put("pipelineExecutionId", execution.id())
                    .put("startTime", seconds(execution.started()))
                    .put("lastUpdateTime", seconds(execution.updated()));
            common(execution, summary);
            ArrayNode revisions = summary.putArray("sourceRevisions");
            execution.definition().stages().get(0).actions().forEach(action -> action.outputs().stream()
                    .filter(execution.artifacts()::containsKey)
                    .map(execution.artifacts()::get)
                    .forEach(artifact -> revisions
                            .addObject()
                            .put("actionName", action.name())
                            .put("revisionId", artifact.revision())
                            .put("revisionSummary", artifact.summary())));
            if (!execution.stopReason().isEmpty()) {
                summary.putObject("stopTrigger").put("reason", execution.stopReason());
            }
            return summary;
        }
    }

    private static void common(PipelineExecution execution, ObjectNode answer) {
        answer.put("status", execution.status())
                .put("executionMode", execution.definition().mode().name())
                .put("executionType", execution.start().rollbackOf() == null ? "STANDARD" : "ROLLBACK");
        given(answer, "statusSummary", execution.statusSummary());
        answer.putObject("trigger")
                .put("triggerType", execution.start().triggerType())
                .put("triggerDetail", execution.start().triggerDetail());
        if (execution.start().rollbackOf() != null) {
            answer.putObject("rollbackMetadata")
                    .put("rollbackTargetPipelineExecutionId", execution.start().rollbackOf());
        }
    }

    static ObjectNode action(PipelineExecution execution, StageRun stage, ActionRun run) {
        ActionOutcome outcome = run.outcome();
        ActionDeclaration declared = run.declaration();
        ObjectNode detail = object().put("pipelineExecutionId", execution.id())
                .put("actionExecutionId", run.id())
                .put("pipelineVersion", execution.definition().version())
                .put("stageName", stage.name())
                .put("actionName", declared.name())
                .put("startTime", seconds(run.started()))
                .put("lastUpdateTime", seconds(run.changed()))
                .put("status", outcome.status());
        given(detail, "updatedBy", run.changedBy());
        ObjectNode input = detail.putObject("input");
        input.set("actionTypeId", declared.type().json());
        ObjectNode configuration = input.putObject("configuration");
        declared.configuration().forEach(configuration::put);
        ObjectNode resolved = input.putObject("resolvedConfiguration");
        run.configuration().forEach(resolved::put);
        given(input, "namespace", declared.namespace());
        artifacts(input.putArray("inputArtifacts"), declared.inputs(), execution);
        ObjectNode output = detail.putObject("output");
        artifacts(output.putArray("outputArtifacts"), declared.outputs(), execution);
        ObjectNode result = output.putObject("executionResult");
        given(result, "externalExecutionId", externalId(execution, run));
        given(result, "externalExecutionSummary", outcome.summary());
        given(result, "externalExecutionUrl", outcome.externalUrl());
        if (!outcome.errorCode().isEmpty()) {
            result.putObject("errorDetails").put("code", outcome.errorCode()).put("message", outcome.errorMessage());
        }
        ObjectNode variables = output.putObject("outputVariables");
        outcome.variables().forEach(variables::put);
        return detail;
    }

    /** "Instead, use the externalExecutionId in the response output from the ListActionExecutions action" (PutApprovalResult). */
    private static String externalId(PipelineExecution execution, ActionRun run) {
        boolean token = execution.definition().mode() == PipelineDefinition.Mode.PARALLEL
                && !run.work().token().isEmpty();
        return token ? run.work().token() : run.outcome().externalId();
    }

    private static void artifacts(ArrayNode to, List<String> names, PipelineExecution execution) {
        names.stream()
                .filter(execution.artifacts()::containsKey)
                .map(execution.artifacts()::get)
                .forEach(artifact -> {
                    ObjectNode node = to.addObject().put("name", artifact.name());
                    node.putObject("s3location")
                            .put("bucket", artifact.bucket())
                            .put("key", artifact.key());
                });
    }

    /** A job as PollForJobs and GetJobDetails show it. */
    static ObjectNode job(WorkerJob job, String account, IssuedKey credentials) {
        ActionContext context = job.context();
        ObjectNode answer =
                object().put("id", job.id()).put("nonce", job.nonce()).put("accountId", account);
        ObjectNode data = answer.putObject("data");
        data.set("actionTypeId", context.action().type().json());
        ObjectNode configuration = data.putObject("actionConfiguration").putObject("configuration");
        context.configuration().forEach(configuration::put);
        ObjectNode pipeline = data.putObject("pipelineContext")
                .put("pipelineName", context.pipeline())
                .put(
                        "pipelineArn",
                        "arn:aws:codepipeline:" + context.region() + ":" + account + ":" + context.pipeline())
                .put("pipelineExecutionId", context.executionId());
        pipeline.putObject("stage").put("name", context.stage());
        pipeline.putObject("action")
                .put("name", context.action().name())
                .put("actionExecutionId", context.actionExecutionId());
        ArrayNode inputs = data.putArray("inputArtifacts");
        context.inputs().forEach(artifact -> inputs.add(artifact(artifact)));
        ArrayNode outputs = data.putArray("outputArtifacts");
        context.action().outputs().forEach(name -> outputs.add(artifact(job.output(name))));
        data.putObject("artifactCredentials")
                .put("accessKeyId", credentials.key().accessKeyId())
                .put("secretAccessKey", credentials.key().secretAccessKey())
                .put("sessionToken", credentials.sessionToken().orElseThrow());
        given(data, "continuationToken", job.continuationToken());
        return answer;
    }

    private static ObjectNode artifact(Artifact artifact) {
        ObjectNode node = object().put("name", artifact.name());
        given(node, "revision", artifact.revision());
        node.putObject("location")
                .put("type", "S3")
                .putObject("s3Location")
                .put("bucketName", artifact.bucket())
                .put("objectKey", artifact.key());
        return node;
    }

    /** A member of a map of texts. */
    static Map<String, String> texts(com.fasterxml.jackson.databind.JsonNode map) {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        map.fields()
                .forEachRemaining(
                        entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
