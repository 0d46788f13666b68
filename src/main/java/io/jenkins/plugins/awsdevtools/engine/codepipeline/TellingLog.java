package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Prints changes once: they and their lines are kept before they are in the log. Used by one thread at a time. */
final class TellingLog {

    private final ResumableLog log;
    private final Supplier<Telling> known;
    private final Consumer<Telling> keep;

    /**
     * @param known what was kept last
     * @param keep keeps it; when it returns, it outlives this process
     */
    TellingLog(ResumableLog log, Supplier<Telling> known, Consumer<Telling> keep) {
        this.log = Objects.requireNonNull(log);
        this.known = Objects.requireNonNull(known);
        this.keep = Objects.requireNonNull(keep);
    }

    ResumableLog log() {
        return log;
    }

    Telling known() {
        return known.get();
    }

    void keep(Telling next) {
        keep.accept(next);
    }

    /** Prints changes, but for those that stand in the log. What one reading brings is kept in one write. */
    void print(List<Transitions.Transition> changes) {
        Set<String> told = known().told();
        List<Transitions.Transition> news =
                changes.stream().filter(change -> !told.contains(change.key())).toList();
        if (!news.isEmpty()) {
            tell(
                    known().withTold(news.stream()
                            .map(Transitions.Transition::key)
                            .toList()),
                    news.stream().flatMap(change -> change.lines().stream()).toList());
        }
    }

    void tell(Telling next, List<String> lines) {
        if (lines.isEmpty()) {
            keep.accept(next);
        } else {
            log.tell(lines, position -> keep.accept(next.withPending(lines, position)));
        }
    }

    /** Prints what a killed predecessor kept and did not get printed. Called before anything else is. */
    void printOwed() {
        List<String> lines = known().pending();
        int owed = Math.min(lines.size(), log.owed());
        if (owed > 0) {
            tell(known(), lines.subList(lines.size() - owed, lines.size()));
        }
    }
}
