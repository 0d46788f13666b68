package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.BuildBatch;

/**
 * A batch as one answer of CodeBuild told it.
 *
 * @param id {@code project:uuid}
 * @param number of the batch in its project; 0 if AWS gives none
 * @param groups in the order of the buildspec
 * @param started null if AWS does not say
 * @param ended null while the batch runs
 * @param artifacts of the batch as a whole, if those of its builds are combined; empty otherwise
 */
public record BatchSnapshot(
        String id,
        String arn,
        String project,
        long number,
        BuildStatus status,
        boolean complete,
        String currentPhase,
        List<BuildPhase> phases,
        List<BatchGroup> groups,
        String sourceVersion,
        Instant started,
        Instant ended,
        List<String> reportArns,
        List<BuildArtifact> artifacts) {

    public BatchSnapshot {
        phases = List.copyOf(phases);
        groups = List.copyOf(groups);
        reportArns = List.copyOf(reportArns);
        artifacts = List.copyOf(artifacts);
    }

    /** For people: {@code batch site #12}. */
    public String displayName() {
        return number > 0 ? project + " batch #" + number : id;
    }

    /** The first phase that failed, if one did. */
    public Optional<BuildPhase> failedPhase() {
        return phases.stream()
                .filter(phase -> phase.status().isFailure() && !phase.messages().isEmpty())
                .findFirst();
    }

    String region() {
        return Links.arnPart(arn, 3);
    }

    String account() {
        return Links.arnPart(arn, 4);
    }

    static BatchSnapshot of(BuildBatch batch) {
        return new BatchSnapshot(
                batch.id(),
                batch.arn(),
                batch.projectName(),
                batch.buildBatchNumber() == null ? 0 : batch.buildBatchNumber(),
                BuildStatus.of(batch.buildBatchStatusAsString()),
                Boolean.TRUE.equals(batch.complete()),
                batch.currentPhase() == null ? "" : batch.currentPhase(),
                batch.phases().stream().map(BuildPhase::of).toList(),
                batch.buildGroups().stream().map(BatchGroup::of).toList(),
                batch.resolvedSourceVersion() == null ? batch.sourceVersion() : batch.resolvedSourceVersion(),
                batch.startTime(),
                batch.endTime(),
                batch.reportArns(),
                combined(batch) ? BuildArtifact.of(batch.artifacts(), batch.secondaryArtifacts()) : List.of());
    }

    /** Otherwise the batch's own location is none that anything was put to. */
    private static boolean combined(BuildBatch batch) {
        return batch.buildBatchConfig() != null
                && Boolean.TRUE.equals(batch.buildBatchConfig().combineArtifacts());
    }
}
