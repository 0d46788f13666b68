package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trigger has to remember.
 *
 * @param place whose branches these are: with another repository or region the trigger begins anew
 * @param heads the last head seen of each branch: what differs from it is a push
 * @param pending pushes whose builds have not begun: after a crash those are put in the queue that are not there
 */
record PushRecord(String place, Map<String, Head> heads, List<Push> pending) {

    /**
     * @param deleted whether the branch was deleted after this commit: made anew at the same one, it is not built again
     */
    record Head(String commit, boolean deleted) {}

    PushRecord {
        heads = Map.copyOf(heads);
        pending = List.copyOf(pending);
    }

    static PushRecord empty(String place) {
        return new PushRecord(place, Map.of(), List.of());
    }

    PushRecord with(String branch, Head head) {
        Map<String, Head> changed = new HashMap<>(heads);
        changed.put(branch, head);
        return new PushRecord(place, changed, pending);
    }

    PushRecord withPending(Push push) {
        List<Push> changed = new ArrayList<>(pending);
        changed.add(push);
        return new PushRecord(place, heads, changed);
    }

    PushRecord withoutPending(String id) {
        return new PushRecord(
                place,
                heads,
                pending.stream().filter(push -> !push.id().equals(id)).toList());
    }

    boolean isPending(String id) {
        return pending.stream().anyMatch(push -> push.id().equals(id));
    }
}
