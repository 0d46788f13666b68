package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.time.Instant;
import java.util.List;

/**
 * A task that stopped by itself, in words that are safe to print.
 *
 * @param id the last part of its ARN
 * @param reason why it stopped
 * @param containers how each container ended that did not end well
 * @param logStream where the lines are from; empty if there are none
 * @param lines the end of a container's log
 */
public record FailedTask(
        String id, Instant stopped, String reason, List<String> containers, String logStream, List<String> lines) {

    public FailedTask {
        containers = List.copyOf(containers);
        lines = List.copyOf(lines);
    }

    FailedTask withLines(String stream, List<String> read) {
        return new FailedTask(id, stopped, reason, containers, stream, read);
    }
}
