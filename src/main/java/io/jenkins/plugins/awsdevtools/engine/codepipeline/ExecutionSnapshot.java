package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** @param actions newest first, as AWS lists them */
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
                summary(summary),
                summary.startTime(),
                summary.lastUpdateTime(),
                revisions,
                oldestFirst(actions));
    }

    /** Those that began at the same moment keep AWS's order. */
    private static List<ActionSnapshot> oldestFirst(List<ActionSnapshot> newestFirst) {
        List<ActionSnapshot> tries = new ArrayList<>(newestFirst);
        Collections.reverse(tries);
        tries.sort(Comparator.comparing(ActionSnapshot::started));
        return tries;
    }

    /**
     * This execution later.
     *
     * @param read tries, newest first: all that are new or may have changed since this was read
     */
    ExecutionSnapshot goneOn(PipelineExecutionSummary summary, List<ActionSnapshot> read) {
        Set<String> known = read.stream().map(ActionSnapshot::id).collect(Collectors.toSet());
        List<ActionSnapshot> all = new ArrayList<>(read);
        for (int i = actions.size() - 1; i >= 0; i--) {
            if (!known.contains(actions.get(i).id())) {
                all.add(actions.get(i));
            }
        }
        return of(pipeline, summary, all);
    }

    /**
     * Tries that began before then have ended and were all read; empty if none was. Those of the stage that it is in count
     * as not read: AWS may list what began at the same time one after the other.
     */
    Optional<Instant> unchangedBefore() {
        if (actions.isEmpty()) {
            return Optional.empty();
        }
        String stage = actions.get(actions.size() - 1).stage();
        return actions.stream()
                .filter(action -> !action.ended() || action.stage().equals(stage))
                .findFirst()
                .map(ActionSnapshot::started);
    }

    /** In AWS's words, or in those of whoever stopped it. */
    private static String summary(PipelineExecutionSummary summary) {
        if (summary.statusSummary() != null && !summary.statusSummary().isEmpty()) {
            return summary.statusSummary();
        }
        return summary.stopTrigger() == null || summary.stopTrigger().reason() == null
                ? ""
                : summary.stopTrigger().reason();
    }

    /** Whether nothing more is to come. */
    public boolean ended() {
        return isEnd(status);
    }

    static boolean isEnd(String status) {
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

    /** The stages that it has entered, in that order. One is over when the next has begun or the execution has ended. */
    public List<StageProgress> stages() {
        Map<String, List<ActionSnapshot>> tries = new LinkedHashMap<>();
        actions.forEach(action -> tries.computeIfAbsent(action.stage(), stage -> new ArrayList<>())
                .add(action));
        List<StageProgress> stages = new ArrayList<>();
        int left = tries.size();
        for (Map.Entry<String, List<ActionSnapshot>> stage : tries.entrySet()) {
            left--;
            stages.add(new StageProgress(stage.getKey(), left > 0 ? "Succeeded" : lastStage(), stage.getValue()));
        }
        return stages;
    }

    private String lastStage() {
        return status.equals("Stopping") ? "InProgress" : status;
    }

    /** The first of the newest tries that failed. */
    public Optional<ActionSnapshot> failedAction() {
        return latestActions().stream()
                .filter(action -> action.ended() && !action.succeeded())
                .findFirst();
    }
}
