package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/**
 * An execution as AWS tells it.
 *
 * @param status as AWS names it: InProgress, Stopping, Stopped, Succeeded, Failed, Superseded, Cancelled
 * @param summary of the status; may be empty
 * @param revisions what its source actions took, by action
 * @param actions every try of every action, in the order they began
 */
public record ExecutionSnapshot(
        String pipeline,
        String id,
        String status,
        String summary,
        Instant started,
        Instant changed,
        Map<String, String> revisions,
        List<ActionSnapshot> actions) {

    public ExecutionSnapshot {
        revisions = Map.copyOf(revisions);
        actions = List.copyOf(actions);
    }

    /** Just started; nothing is known of it but its id. */
    static ExecutionSnapshot begun(String pipeline, String id) {
        return new ExecutionSnapshot(pipeline, id, "InProgress", "", null, null, Map.of(), List.of());
    }

    static ExecutionSnapshot of(String pipeline, PipelineExecutionSummary summary, List<ActionSnapshot> actions) {
        Map<String, String> revisions = new LinkedHashMap<>();
        summary.sourceRevisions().forEach(revision -> {
            if (revision.revisionId() != null) {
                revisions.put(revision.actionName(), revision.revisionId());
            }
        });
        return new ExecutionSnapshot(
                pipeline,
                summary.pipelineExecutionId(),
                summary.statusAsString(),
                summary.statusSummary() == null ? "" : summary.statusSummary(),
                summary.startTime(),
                summary.lastUpdateTime(),
                revisions,
                actions.stream()
                        .sorted(Comparator.comparing(ActionSnapshot::started))
                        .toList());
    }

    /** Whether nothing more is to come. */
    public boolean ended() {
        return !status.equals("InProgress") && !status.equals("Stopping");
    }

    /** Whether it ended well. */
    public boolean succeeded() {
        return status.equals("Succeeded");
    }

    /** The newest try of each action, by stage and name, in the order they began. */
    public List<ActionSnapshot> latestActions() {
        Map<String, ActionSnapshot> latest = new LinkedHashMap<>();
        actions.forEach(action -> latest.put(action.stage() + "/" + action.name(), action));
        return List.copyOf(latest.values());
    }

    /** The first of the newest tries that failed. */
    public Optional<ActionSnapshot> failedAction() {
        return latestActions().stream()
                .filter(action -> action.ended() && !action.succeeded())
                .findFirst();
    }
}
