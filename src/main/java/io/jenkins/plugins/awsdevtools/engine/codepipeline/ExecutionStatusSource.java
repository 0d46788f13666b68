package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionFilter;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/**
 * The executions of one pipeline: however many are followed, one list of executions and one of actions. Both lists are
 * newest first; further pages are read only while something that may have changed may be on them. A try of an action that
 * has ended does not change, so of an execution that was read before only the tries are read that are as new as the stage
 * it was in and as the oldest that had not ended. An execution that has ended is read as a whole once more.
 */
record ExecutionStatusSource(AwsClients clients, AwsAccess access, String pipeline)
        implements AskedSource<String, ExecutionSnapshot> {

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
    public CompletionStage<Map<String, ExecutionSnapshot>> read(List<String> ids) {
        return read(ids, Map.of());
    }

    @Override
    public CompletionStage<Map<String, ExecutionSnapshot>> read(
            List<String> ids, Map<String, ExecutionSnapshot> before) {
        return executions(new HashSet<>(ids), new LinkedHashMap<>(), null).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Map.of());
            }
            Map<String, ExecutionSnapshot> going = new HashMap<>(before);
            going.keySet()
                    .removeIf(id -> !found.containsKey(id)
                            || ExecutionSnapshot.isEnd(found.get(id).statusAsString()));
            Instant oldest = found.values().stream()
                    .map(summary -> changesSince(summary, going.get(summary.pipelineExecutionId())))
                    .min(Instant::compareTo)
                    .orElseThrow();
            return actions(found.keySet(), oldest, new HashMap<>(), null)
                    .thenApply(actions -> snapshots(found, actions, going));
        });
    }

    private static Instant changesSince(PipelineExecutionSummary summary, ExecutionSnapshot before) {
        return before == null ? summary.startTime() : before.unchangedBefore().orElseGet(summary::startTime);
    }

    private Map<String, ExecutionSnapshot> snapshots(
            Map<String, PipelineExecutionSummary> found,
            Map<String, List<ActionSnapshot>> actions,
            Map<String, ExecutionSnapshot> before) {
        Map<String, ExecutionSnapshot> snapshots = new HashMap<>();
        found.forEach((id, summary) -> {
            List<ActionSnapshot> read = actions.getOrDefault(id, List.of());
            snapshots.put(
                    id,
                    before.containsKey(id)
                            ? before.get(id).goneOn(summary, read)
                            : ExecutionSnapshot.of(pipeline, summary, read));
        });
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
        return client().listActionExecutions(list -> list.pipelineName(pipeline)
                        .maxResults(PAGE)
                        .nextToken(token)
                        .filter(only(wanted)))
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

    /** The tries of one execution are listed without those of all others. */
    private static ActionExecutionFilter only(Set<String> wanted) {
        return wanted.size() == 1
                ? ActionExecutionFilter.builder()
                        .pipelineExecutionId(wanted.iterator().next())
                        .build()
                : null;
    }

    private CodePipelineAsyncClient client() {
        return clients.codePipeline(access);
    }
}
