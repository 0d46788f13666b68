package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happened in an execution, as lines for people, each with a key that tells it from all others. */
final class Transitions {

    /**
     * One line.
     *
     * @param key names the try of an action and what became of it
     */
    record Transition(String key, String line) {}

    private Transitions() {}

    /** What a snapshot tells that was not told, in the order it happened. */
    static List<Transition> untold(ExecutionSnapshot execution, Collection<String> told) {
        Set<String> known = new HashSet<>(told);
        List<Transition> all = new ArrayList<>();
        for (ActionSnapshot action : execution.actions()) {
            add(all, known, action.id() + " began", begun(action));
            if (action.ended()) {
                add(all, known, action.id() + " ended", ended(action));
            }
        }
        return all;
    }

    private static void add(List<Transition> all, Set<String> known, String key, String line) {
        if (known.add(key)) {
            all.add(new Transition(key, line));
        }
    }

    private static String begun(ActionSnapshot action) {
        if (action.waitsForApproval()) {
            return Texts.of(
                    "codepipeline.action.approval",
                    action.stage(),
                    action.name(),
                    action.summary(),
                    action.externalUrl());
        }
        return Texts.of("codepipeline.action.began", action.stage(), action.name(), action.provider());
    }

    private static String ended(ActionSnapshot action) {
        String detail = action.error().isEmpty() ? action.summary() : action.error();
        return Texts.of(
                "codepipeline.action.ended",
                action.stage(),
                action.name(),
                action.status(),
                seconds(action),
                detail.isEmpty() ? "" : ": " + detail.lines().findFirst().orElse(""));
    }

    private static long seconds(ActionSnapshot action) {
        return action.started() == null || action.changed() == null
                ? 0
                : Duration.between(action.started(), action.changed()).toSeconds();
    }
}
