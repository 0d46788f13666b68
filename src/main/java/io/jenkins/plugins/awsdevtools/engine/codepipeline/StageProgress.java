package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A stage that an execution has entered, as the tries of its actions tell: CodePipeline lists no stages of an execution.
 *
 * @param status as AWS would name it: InProgress, Succeeded, Failed, Stopped
 * @param tries of its actions, in the order they began; at least one
 */
public record StageProgress(String name, String status, List<ActionSnapshot> tries) {

    public StageProgress {
        tries = List.copyOf(tries);
    }

    /** Whether it has ended. A stage that is tried again has not. */
    public boolean ended() {
        return !status.equals("InProgress");
    }

    public Instant started() {
        return tries.get(0).started();
    }

    /** When its last action changed. */
    public Instant changed() {
        return tries.stream()
                .map(ActionSnapshot::changed)
                .max(Comparator.nullsFirst(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** The id of the try that began last. */
    String lastTry() {
        return tries.get(tries.size() - 1).id();
    }
}
