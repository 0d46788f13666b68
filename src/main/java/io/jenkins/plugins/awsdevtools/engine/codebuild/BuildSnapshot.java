package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.LogsLocation;

/**
 * A build as one answer of CodeBuild told it.
 *
 * @param id {@code project:uuid}
 * @param number of the build in its project; 0 if AWS gives none
 * @param currentPhase the type of the phase the build is in
 * @param log null until the build has one
 * @param sourceVersion as asked for, or null
 * @param resolvedSourceVersion the commit that was built, or null
 * @param started null if AWS does not say
 * @param ended null while the build runs
 * @param initiator who started it, as AWS names them
 * @param onFleet whether it runs on a reserved fleet
 * @param reportArns its reports of tests and coverage
 */
public record BuildSnapshot(
        String id,
        String arn,
        String project,
        long number,
        BuildStatus status,
        boolean complete,
        String currentPhase,
        List<BuildPhase> phases,
        LogLocation log,
        String sourceVersion,
        String resolvedSourceVersion,
        Map<String, String> exportedVariables,
        List<BuildArtifact> artifacts,
        Instant started,
        Instant ended,
        String initiator,
        String computeType,
        String environmentType,
        boolean onFleet,
        List<String> reportArns) {

    public BuildSnapshot {
        phases = List.copyOf(phases);
        exportedVariables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(exportedVariables));
        artifacts = List.copyOf(artifacts);
        reportArns = List.copyOf(reportArns);
    }

    /** How long a phase took; zero if it was not there or has not ended. */
    public Duration time(String phaseType) {
        return phases.stream()
                .filter(phase -> phase.type().equals(phaseType))
                .findFirst()
                .flatMap(BuildPhase::duration)
                .orElse(Duration.ZERO);
    }

    /** The first phase that failed, if one did. */
    public Optional<BuildPhase> failedPhase() {
        return phases.stream().filter(phase -> phase.status().isFailure()).findFirst();
    }

    /** The account the build belongs to, from its ARN; empty if the ARN is not one. */
    public String account() {
        return Links.arnPart(arn, 4);
    }

    /** The region the build runs in, from its ARN; empty if the ARN is not one. */
    public String region() {
        return Links.arnPart(arn, 3);
    }

    /** For people: {@code project #12}. */
    public String displayName() {
        return number > 0 ? project + " #" + number : id;
    }

    static BuildSnapshot of(Build build) {
        Map<String, String> exported = new LinkedHashMap<>();
        build.exportedEnvironmentVariables().forEach(variable -> exported.put(variable.name(), variable.value()));
        return new BuildSnapshot(
                build.id(),
                build.arn(),
                build.projectName(),
                build.buildNumber() == null ? 0 : build.buildNumber(),
                BuildStatus.of(build.buildStatusAsString()),
                Boolean.TRUE.equals(build.buildComplete()),
                build.currentPhase(),
                build.phases().stream().map(BuildPhase::of).toList(),
                log(build.logs()),
                build.sourceVersion(),
                build.resolvedSourceVersion(),
                exported,
                BuildArtifact.of(build.artifacts(), build.secondaryArtifacts()),
                build.startTime(),
                build.endTime(),
                build.initiator(),
                build.environment() == null ? null : build.environment().computeTypeAsString(),
                build.environment() == null ? null : build.environment().typeAsString(),
                build.environment() != null && build.environment().fleet() != null,
                build.reportArns());
    }

    private static LogLocation log(LogsLocation logs) {
        return logs == null || logs.groupName() == null || logs.streamName() == null
                ? null
                : new LogLocation(logs.groupName(), logs.streamName(), logs.deepLink());
    }

    /** Why it ended badly, in a few words: the phase and its messages, or the status. Empty if it did not. */
    public String reason() {
        return complete() && status != BuildStatus.SUCCEEDED ? BuildTexts.reason(this) : "";
    }
}
