package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.time.Instant;
import java.util.Map;

/** One try of an action in an execution. Guarded by its pipeline. */
final class ActionRun {
    private final ActionDeclaration declaration;
    private final String id;
    private final Instant started;
    private final Map<String, String> configuration;
    private final ActionWork work;
    private Instant changed;
    private ActionOutcome outcome;
    private String changedBy = "";

    ActionRun(
            String id,
            ActionDeclaration declaration,
            Instant started,
            Map<String, String> configuration,
            ActionWork work,
            ActionOutcome outcome) {
        this.id = id;
        this.declaration = declaration;
        this.started = started;
        this.changed = started;
        this.configuration = configuration;
        this.work = work;
        this.outcome = outcome;
    }

    ActionDeclaration declaration() {
        return declaration;
    }

    String id() {
        return id;
    }

    Instant started() {
        return started;
    }

    Instant changed() {
        return changed;
    }

    Map<String, String> configuration() {
        return configuration;
    }

    ActionWork work() {
        return work;
    }

    ActionOutcome outcome() {
        return outcome;
    }

    /** Who answered it, of an approval; may be empty. */
    String changedBy() {
        return changedBy;
    }

    void changedBy(String arn) {
        changedBy = arn;
    }

    /** @return whether the status is another now */
    boolean become(ActionOutcome next, Instant now) {
        boolean other = !next.status().equals(outcome.status());
        if (!next.equals(outcome)) {
            outcome = next;
            changed = now;
        }
        return other;
    }

    boolean isFailed() {
        return outcome.status().equals(ActionOutcome.FAILED) || outcome.status().equals(ActionOutcome.ABANDONED);
    }

    boolean isSucceeded() {
        return outcome.status().equals(ActionOutcome.SUCCEEDED);
    }
}
