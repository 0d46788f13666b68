package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A phase of a build as BatchGetBuilds tells it.
 *
 * @param type {@code SUBMITTED}, {@code QUEUED}, {@code PROVISIONING}, ... {@code COMPLETED}
 * @param started null if AWS does not say
 * @param ended null while the phase runs
 * @param messages why the phase failed, each with its status code in front; empty for most
 */
public record BuildPhase(String type, BuildStatus status, Instant started, Instant ended, List<String> messages) {

    public BuildPhase {
        Objects.requireNonNull(type);
        messages = List.copyOf(messages);
    }

    /** How long the phase took, if it has ended. */
    public Optional<Duration> duration() {
        return started == null || ended == null ? Optional.empty() : Optional.of(Duration.between(started, ended));
    }

    static BuildPhase of(software.amazon.awssdk.services.codebuild.model.BuildPhase phase) {
        List<String> messages = phase.contexts().stream()
                .map(context -> join(context.statusCode(), context.message()))
                .filter(message -> !message.isEmpty())
                .toList();
        BuildStatus status = phase.phaseStatusAsString() == null && phase.endTime() != null
                ? BuildStatus.SUCCEEDED
                : BuildStatus.of(phase.phaseStatusAsString());
        return new BuildPhase(phase.phaseTypeAsString(), status, phase.startTime(), phase.endTime(), messages);
    }

    static BuildPhase of(software.amazon.awssdk.services.codebuild.model.BuildBatchPhase phase) {
        List<String> messages = phase.contexts().stream()
                .map(context -> join(context.statusCode(), context.message()))
                .filter(message -> !message.isEmpty())
                .toList();
        return new BuildPhase(
                phase.phaseTypeAsString(),
                BuildStatus.of(phase.phaseStatusAsString()),
                phase.startTime(),
                phase.endTime(),
                messages);
    }

    private static String join(String code, String message) {
        String first = code == null ? "" : code.trim();
        String second = message == null ? "" : message.trim();
        return first.isEmpty() || second.isEmpty() ? first + second : first + ": " + second;
    }
}
