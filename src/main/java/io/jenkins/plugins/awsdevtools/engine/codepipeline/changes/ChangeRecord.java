package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be remembered.
 *
 * @param place region and level: with others everything begins anew
 * @param known by pipeline, then by key, what was seen last: what differs is a change
 * @param pending changes whose builds have not begun: after a crash those are put in the queue that are not there
 */
record ChangeRecord(String place, Map<String, Map<String, String>> known, List<PipelineChange> pending) {

    ChangeRecord {
        known = Map.copyOf(known);
        pending = List.copyOf(pending);
    }

    static ChangeRecord empty(String place) {
        return new ChangeRecord(place, Map.of(), List.of());
    }

    ChangeRecord with(String pipeline, Map<String, String> seen, List<PipelineChange> changes) {
        Map<String, Map<String, String>> all = new HashMap<>(known);
        all.put(pipeline, Map.copyOf(seen));
        List<PipelineChange> waiting = new ArrayList<>(pending);
        waiting.addAll(changes);
        return new ChangeRecord(place, all, waiting);
    }

    ChangeRecord withoutPending(String id) {
        return new ChangeRecord(
                place,
                known,
                pending.stream().filter(change -> !change.id().equals(id)).toList());
    }

    boolean isPending(String id) {
        return pending.stream().anyMatch(change -> change.id().equals(id));
    }
}
