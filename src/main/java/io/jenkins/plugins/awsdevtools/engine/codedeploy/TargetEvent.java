package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;

/**
 * A lifecycle event of a target.
 *
 * @param status {@code Pending}, {@code InProgress}, {@code Succeeded}, {@code Failed}, {@code Skipped}, {@code Unknown}
 * @param started null before it began
 * @param ended null before it ended
 * @param script of a failed event, or empty
 * @param errorCode for example {@code ScriptFailed}; empty unless it failed
 * @param message in AWS's words; empty unless it failed
 * @param logTail the end of the script's log; empty unless it failed
 */
public record TargetEvent(
        String name,
        String status,
        Instant started,
        Instant ended,
        String script,
        String errorCode,
        String message,
        String logTail) {

    static TargetEvent of(LifecycleEvent event) {
        Diagnostics diagnostics = event.diagnostics();
        boolean failed = "Failed".equals(event.statusAsString()) && diagnostics != null;
        return new TargetEvent(
                event.lifecycleEventName(),
                event.statusAsString() == null ? "Unknown" : event.statusAsString(),
                event.startTime(),
                event.endTime(),
                failed ? text(diagnostics.scriptName()) : "",
                failed ? text(diagnostics.errorCodeAsString()) : "",
                failed ? text(diagnostics.message()) : "",
                failed ? text(diagnostics.logTail()) : "");
    }

    boolean succeeded() {
        return status.equals("Succeeded");
    }

    boolean failed() {
        return status.equals("Failed");
    }

    /** How long it took, if it has ended. */
    public Optional<Duration> duration() {
        return started == null || ended == null ? Optional.empty() : Optional.of(Duration.between(started, ended));
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
