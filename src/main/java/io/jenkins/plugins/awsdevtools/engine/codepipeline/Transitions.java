package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.ShownDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What happened in an execution, as lines for people, each change with a key that tells it from all others. */
final class Transitions {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Jenkins's own page for answering, told with an approval; empty if there is none. */
    private final String approvedAt;

    Transitions(String approvedAt) {
        this.approvedAt = approvedAt;
    }

    /**
     * A change.
     *
     * @param key names the stage or the try of an action, and what became of it
     * @param lines tell it
     */
    record Transition(String key, List<String> lines) {}

    /** What a snapshot tells that was not told, in the order it happened. */
    List<Transition> untold(ExecutionSnapshot execution, Collection<String> told) {
        Set<String> known = new HashSet<>(told);
        List<Transition> all = new ArrayList<>();
        for (StageProgress stage : execution.stages()) {
            add(all, known, "stage " + stage.name() + " began", begun(stage));
            addTries(all, known, stage.tries());
            if (stage.ended()) {
                add(all, known, "stage " + stage.name() + " ended " + stage.lastTry(), ended(stage));
            }
        }
        return all;
    }

    /** As {@link #untold(ExecutionSnapshot, Collection)}, of some tries of actions alone. */
    List<Transition> untold(List<ActionSnapshot> tries, Collection<String> told) {
        List<Transition> all = new ArrayList<>();
        addTries(all, new HashSet<>(told), tries);
        return all;
    }

    private void addTries(List<Transition> all, Set<String> known, List<ActionSnapshot> tries) {
        for (ActionSnapshot action : tries) {
            add(all, known, action.id() + " began", begun(action));
            if (action.ended()) {
                add(all, known, action.id() + " ended", ended(action));
            }
        }
    }

    /** That it waits to enter a stage, and why. */
    Transition waits(ExecutionSnapshot execution, PipelineState.Stage stage) {
        String line;
        if (!stage.enabled()) {
            line = Texts.of("codepipeline.waits.disabled", stage.name(), stage.changedBy(), stage.reason());
        } else if (stage.status().equals("InProgress") || stage.status().equals("Stopping")) {
            line = Texts.of("codepipeline.waits.other", stage.name(), stage.executionId());
        } else {
            line = Texts.of("codepipeline.waits", stage.name());
        }
        return new Transition(
                "waits " + stage.name() + " " + execution.actions().size(), List.of(line));
    }

    private static void add(List<Transition> all, Set<String> known, String key, List<String> lines) {
        if (known.add(key)) {
            all.add(new Transition(key, lines));
        }
    }

    private static List<String> begun(StageProgress stage) {
        return List.of(Texts.of("codepipeline.stage.began", stage.name(), time(stage.started())));
    }

    private static List<String> ended(StageProgress stage) {
        return List.of(Texts.of(
                "codepipeline.stage.ended", stage.name(), stage.status(), took(stage.started(), stage.changed())));
    }

    private List<String> begun(ActionSnapshot action) {
        if (!action.provider().equals("Manual")) {
            return List.of(Texts.of(
                    "codepipeline.action.began",
                    action.stage(),
                    action.name(),
                    action.provider(),
                    time(action.started())));
        }
        List<String> lines = new ArrayList<>();
        lines.add(Texts.of("codepipeline.action.approval", action.stage(), action.name(), time(action.started())));
        action.approvalMessage().lines().forEach(line -> lines.add("  " + line));
        if (!action.approvalLink().isEmpty()) {
            lines.add(Texts.of("codepipeline.action.approval.link", action.approvalLink()));
        }
        if (!approvedAt.isEmpty() && !action.ended()) {
            lines.add(Texts.of("codepipeline.action.approval.here", approvedAt));
        }
        return lines;
    }

    private static List<String> ended(ActionSnapshot action) {
        String detail = action.error().isEmpty() ? action.summary() : action.error();
        boolean answered =
                action.provider().equals("Manual") && !action.updatedBy().isEmpty();
        return List.of(Texts.of(
                "codepipeline.action.ended",
                action.stage(),
                action.name(),
                action.status(),
                took(action.started(), action.changed()),
                answered ? Texts.of("codepipeline.action.by", action.updatedBy()) : "",
                detail.isEmpty() ? "" : ": " + detail.lines().findFirst().orElse("")));
    }

    private static String time(Instant moment) {
        return moment == null ? "?" : TIME.format(moment);
    }

    private static String took(Instant from, Instant to) {
        return ShownDuration.of(from == null || to == null ? Duration.ZERO : Duration.between(from, to));
    }
}
