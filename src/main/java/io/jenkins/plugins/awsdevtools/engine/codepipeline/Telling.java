package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of what stands in a log, so that each line stands there once.
 *
 * @param log how far the log was printed; null before the first line
 * @param told the changes of stages and actions that stand in the log, or are printed next; kept so that each is told once
 * @param pending the lines that are printed next; kept because a crash may come before they are. None as soon as
 *     {@code log} says that others are printed.
 * @param details what was told of what goes on behind actions, such as how each target of a deployment stood
 * @param done the tries of actions whose logs and events stand in the log to their end, and the names of these logs; kept
 *     so that they are not read again
 */
public record Telling(
        @JsonProperty("log") LogPosition log,
        @JsonProperty("told") Set<String> told,
        @JsonProperty("pending") List<String> pending,
        @JsonProperty("details") Map<String, String> details,
        @JsonProperty("done") Set<String> done) {

    static final Telling NOTHING = new Telling(null, Set.of(), List.of(), Map.of(), Set.of());

    public Telling {
        told = told == null ? Set.of() : Set.copyOf(told);
        pending = pending == null ? List.of() : List.copyOf(pending);
        details = details == null ? Map.of() : Map.copyOf(details);
        done = done == null ? Set.of() : Set.copyOf(done);
    }

    Telling at(LogPosition position) {
        return new Telling(position, told, List.of(), details, done);
    }

    /** With lines that are printed next, and where. */
    Telling withPending(List<String> lines, LogPosition position) {
        return new Telling(position, told, lines, details, done);
    }

    Telling withTold(Collection<String> changes) {
        return new Telling(log, and(told, changes), pending, details, done);
    }

    Telling withDetails(Map<String, String> nowTold) {
        return new Telling(log, told, pending, nowTold, done);
    }

    Telling withDone(Collection<String> others) {
        return new Telling(log, told, pending, details, and(done, others));
    }

    private static Set<String> and(Set<String> known, Collection<String> others) {
        Set<String> more = new HashSet<>(known);
        more.addAll(others);
        return more;
    }
}
