package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/**
 * The executions of one pipeline: however many are followed, one list of executions and one of actions. Both lists are
 * newest first; further pages are read only while an execution that is asked for may be on them.
 */
record ExecutionStatusSource(AwsClients clients, AwsAccess access, String pipeline)
        implements StatusSource<String, ExecutionSnapshot> {

    /** "maxResults: valid range: minimum value of 1, maximum value of 100" (ListPipelineExecutions, ListActionExecutions). */
    static final int PAGE = 100;

    @Override
    public String operation() {
        return "codepipeline:ListPipelineExecutions";
    }

    @Override
    public int batchSize() {
        return PAGE;
    }

    /** All executions of the pipeline are read by the same calls, so each of them is read when one changes. */
    @Override
    public boolean concerns(String execution, Object named) {
        return execution.equals(named)
                || named instanceof PipelineKey key && key.pipeline().equals(pipeline);
    }

    @Override
    public Optional<AwsAccess> caller() {
        return Optional.of(access);
    }

    @Override
    public CompletionStage<Map<String, ExecutionSnapshot>> read(List<String> ids) {
        return executions(new HashSet<>(ids), new LinkedHashMap<>(), null).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Map.of());
            }
            Instant oldest = found.values().stream()
                    .map(PipelineExecutionSummary::startTime)
                    .min(Instant::compareTo)
                    .orElseThrow();
            return actions(found.keySet(), oldest, new HashMap<>(), null)
                    .thenApply(actions -> snapshots(found, actions));
        });
    }

    private Map<String, ExecutionSnapshot> snapshots(
            Map<String, PipelineExecutionSummary> found, Map<String, List<ActionSnapshot>> actions) {
        Map<String, ExecutionSnapshot> snapshots = new HashMap<>();
        found.forEach((id, summary) ->
                snapshots.put(id, ExecutionSnapshot.of(pipeline, summary, actions.getOrDefault(id, List.of()))));
        return snapshots;
    }

    private CompletionStage<Map<String, PipelineExecutionSummary>> executions(
            Set<String> wanted, Map<String, PipelineExecutionSummary> found, String token) {
        return client().listPipelineExecutions(
                        list -> list.pipelineName(pipeline).maxResults(PAGE).nextToken(token))
                .thenCompose(page -> {
                    page.pipelineExecutionSummaries().stream()
                            .filter(summary -> wanted.contains(summary.pipelineExecutionId()))
                            .forEach(summary -> found.put(summary.pipelineExecutionId(), summary));
                    return page.nextToken() == null || found.size() == wanted.size()
                            ? CompletableFuture.completedFuture(found)
                            : executions(wanted, found, page.nextToken());
                });
    }

    private CompletionStage<Map<String, List<ActionSnapshot>>> actions(
            Set<String> wanted, Instant oldest, Map<String, List<ActionSnapshot>> found, String token) {
        return client().listActionExecutions(
                        list -> list.pipelineName(pipeline).maxResults(PAGE).nextToken(token))
                .thenCompose(page -> {
                    List<ActionExecutionDetail> details = page.actionExecutionDetails();
                    details.stream()
                            .filter(detail -> wanted.contains(detail.pipelineExecutionId()))
                            .forEach(detail -> found.computeIfAbsent(
                                            detail.pipelineExecutionId(), id -> new ArrayList<>())
                                    .add(ActionSnapshot.of(detail)));
                    boolean older = !details.isEmpty()
                            && details.get(details.size() - 1).startTime().isBefore(oldest);
                    return page.nextToken() == null || older
                            ? CompletableFuture.completedFuture(found)
                            : actions(wanted, oldest, found, page.nextToken());
                });
    }

    private CodePipelineAsyncClient client() {
        return clients.codePipeline(access);
    }
}
