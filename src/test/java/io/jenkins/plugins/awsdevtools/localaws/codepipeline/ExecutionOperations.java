package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls about executions. */
final class ExecutionOperations {
    /** "The summary ... Length constraints: 0 to 512" (ApprovalResult). */
    private static final int LONGEST_SUMMARY = 512;

    private final LocalCodePipeline local;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    ExecutionOperations(LocalCodePipeline local) {
        this.local = local;
    }

    private Pipeline pipeline(String region, JsonNode in) {
        return local.pipeline(region, Requests.required(in, "pipelineName"));
    }

    /** A client request token gives the execution that it started before. */
    synchronized ObjectNode start(String region, JsonNode in, String caller) {
        Pipeline pipeline = local.pipeline(region, Requests.required(in, "name"));
        Map<String, String> variables = variables(pipeline.definition(), in.path("variables"));
        Map<String, String> revisions = revisions(pipeline.definition(), in.path("sourceRevisions"));
        String token = in.path("clientRequestToken").asText("");
        String key = region + "/" + pipeline.definition().name() + "/" + token;
        String id = token.isEmpty() ? null : tokens.get(key);
        if (id == null) {
            id = pipeline.start(
                            new PipelineExecution.Start("StartPipelineExecution", caller, variables, revisions, null))
                    .id();
            if (!token.isEmpty()) {
                tokens.put(key, id);
            }
        }
        return Answers.object().put("pipelineExecutionId", id);
    }

    private static Map<String, String> variables(PipelineDefinition definition, JsonNode given) {
        Map<String, String> variables = new LinkedHashMap<>(definition.variables());
        for (JsonNode variable : given) {
            String name = variable.path("name").asText("");
            if (!variables.containsKey(name)) {
                throw PipelineErrors.validation("The pipeline does not declare the variable '" + name + "'");
            }
            variables.put(name, variable.path("value").asText(""));
        }
        variables.forEach((name, value) -> {
            if (value == null) {
                throw PipelineErrors.validation("The variable '" + name + "' has no default and needs a value");
            }
        });
        return variables;
    }

    private static Map<String, String> revisions(PipelineDefinition definition, JsonNode given) {
        Map<String, String> revisions = new LinkedHashMap<>();
        for (JsonNode revision : given) {
            String action = revision.path("actionName").asText("");
            if (definition.stages().get(0).action(action).isEmpty()) {
                throw PipelineErrors.validation("The pipeline has no source action '" + action + "'");
            }
            revisions.put(action, Requests.required(revision, "revisionValue"));
        }
        return revisions;
    }

    ObjectNode stop(String region, JsonNode in) {
        String id = Requests.required(in, "pipelineExecutionId");
        pipeline(region, in)
                .stop(id, in.path("abandon").asBoolean(), in.path("reason").asText(""));
        return Answers.object().put("pipelineExecutionId", id);
    }

    ObjectNode get(String region, JsonNode in) {
        Pipeline pipeline = pipeline(region, in);
        PipelineExecution execution = pipeline.execution(Requests.required(in, "pipelineExecutionId"));
        return Answers.object().set("pipelineExecution", Answers.execution(pipeline, execution));
    }

    ObjectNode list(String region, JsonNode in) {
        Pipeline pipeline = pipeline(region, in);
        String stage =
                in.path("filter").path("succeededInStage").path("stageName").asText("");
        List<PipelineExecution> found = pipeline.executions().stream()
                .filter(execution -> stage.isEmpty()
                        || execution
                                .stageRun(stage)
                                .filter(run -> run.status().equals(PipelineExecution.SUCCEEDED))
                                .isPresent())
                .toList();
        return Requests.page(
                in, found, "pipelineExecutionSummaries", execution -> Answers.executionSummary(pipeline, execution));
    }

    ObjectNode actions(String region, JsonNode in) {
        Pipeline pipeline = pipeline(region, in);
        JsonNode latest = in.path("filter").path("latestInPipelineExecution");
        String wanted = in.path("filter")
                .path("pipelineExecutionId")
                .asText(latest.path("pipelineExecutionId").asText(""));
        List<Try> tries = new ArrayList<>();
        synchronized (pipeline) {
            List<PipelineExecution> executions =
                    wanted.isEmpty() ? pipeline.executions() : List.of(pipeline.execution(wanted));
            executions.forEach(execution -> execution.stages().forEach(stage -> stage.all()
                    .forEach(run -> tries.add(new Try(execution, stage, run)))));
            // The newest first, as the history of actions shows them; those that began together in their own order.
            tries.sort(Comparator.comparing(one -> one.run().started()));
            Collections.reverse(tries);
            return Requests.page(
                    in,
                    tries,
                    "actionExecutionDetails",
                    one -> Answers.action(one.execution(), one.stage(), one.run()));
        }
    }

    private record Try(PipelineExecution execution, StageRun stage, ActionRun run) {}

    ObjectNode retry(String region, JsonNode in) {
        String mode = Requests.required(in, "retryMode");
        if (!mode.equals("FAILED_ACTIONS") && !mode.equals("ALL_ACTIONS")) {
            throw PipelineErrors.validation("Value '" + mode + "' at 'retryMode' failed to satisfy constraint");
        }
        PipelineExecution execution = pipeline(region, in)
                .retry(
                        Requests.required(in, "stageName"),
                        Requests.required(in, "pipelineExecutionId"),
                        mode.equals("ALL_ACTIONS"));
        return Answers.object().put("pipelineExecutionId", execution.id());
    }

    ObjectNode rollBack(String region, JsonNode in, String caller) {
        PipelineExecution execution = pipeline(region, in)
                .rollBack(
                        Requests.required(in, "stageName"), Requests.required(in, "targetPipelineExecutionId"), caller);
        return Answers.object().put("pipelineExecutionId", execution.id());
    }

    ObjectNode approve(String region, JsonNode in, String caller) {
        Pipeline pipeline = pipeline(region, in);
        String stage = Requests.required(in, "stageName");
        String action = Requests.required(in, "actionName");
        String token = Requests.required(in, "token");
        String status = Requests.required(in.path("result"), "status");
        String summary = in.path("result").path("summary").asText("");
        if (!status.equals("Approved") && !status.equals("Rejected") || summary.length() > LONGEST_SUMMARY) {
            throw PipelineErrors.validation("The result's status is Approved or Rejected, its summary has at most "
                    + LONGEST_SUMMARY + " characters");
        }
        synchronized (pipeline) {
            ActionRun run = approval(pipeline, stage, action, token);
            ((Approval) run.work()).answer(token, status.equals("Approved"), summary);
            run.changedBy(caller);
        }
        return Answers.object().put("approvedAt", Answers.seconds(local.now()));
    }

    private static ActionRun approval(Pipeline pipeline, String stage, String action, String token) {
        StageDeclaration declared = pipeline.definition()
                .stage(stage)
                .orElseThrow(() -> PipelineErrors.noStage(pipeline.definition().name(), stage));
        declared.action(action)
                .filter(found -> found.type().category().equals("Approval"))
                .orElseThrow(() -> PipelineErrors.noAction(stage, action));
        List<ActionRun> runs = pipeline.executions().stream()
                .flatMap(execution -> execution.stageRun(stage).stream())
                .flatMap(run -> run.action(action).stream())
                .filter(run -> run.work() instanceof Approval)
                .toList();
        return runs.stream()
                .filter(run -> run.work().token().equals(token))
                .findFirst()
                .or(() -> runs.stream().findFirst())
                .orElseThrow(() -> PipelineErrors.of("InvalidApprovalToken", "No approval is waiting"));
    }
}
