package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/**
 * The executions of one pipeline: however many are followed, one list of executions and one of actions. Both lists are
 * newest first; further pages are read only while something that may have changed may be on them, and after {@link
 * #NEWEST_PAGES} of them each execution that is further back is asked for by itself. A try of an action that has ended does
 * not change, so of an execution that was read before only the tries are read that are as new as the stage it was in and as
 * the oldest that had not ended. An execution that has ended is read as a whole once more.
 */
record ExecutionStatusSource(AwsClients clients, AwsAccess access, String pipeline)
        implements AskedSource<String, ExecutionSnapshot> {

    /** "maxResults: valid range: minimum value of 1, maximum value of 100" (ListPipelineExecutions, ListActionExecutions). */
    static final int PAGE = 100;

    /** What began before these many pages waits for long, such as for approval: days of other executions lie between. */
    static final int NEWEST_PAGES = 2;

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
        CodePipelineAsyncClient client = clients.codePipeline(access);
        return new SummaryReading(client, pipeline, before).read(ids).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Map.of());
            }
            Map<String, ExecutionSnapshot> going = new HashMap<>(before);
            going.keySet()
                    .removeIf(id -> !found.containsKey(id)
                            || ExecutionSnapshot.isEnd(found.get(id).statusAsString()));
            Map<String, Instant> since = new HashMap<>();
            found.forEach((id, summary) -> since.put(id, changesSince(summary, going.get(id))));
            return new TriesReading(client, pipeline, since).read().thenApply(tries -> snapshots(found, tries, going));
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
}
