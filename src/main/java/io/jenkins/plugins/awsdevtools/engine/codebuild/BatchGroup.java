package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.codebuild.model.BuildGroup;

/**
 * A task of a batch.
 *
 * @param dependsOn identifiers of the groups that end before it begins
 * @param ignoreFailure whether the batch may succeed although it fails
 * @param buildId its current build; null before it begins
 * @param status of that build; null before it begins
 * @param attempts how many builds it had
 */
public record BatchGroup(
        String identifier,
        List<String> dependsOn,
        boolean ignoreFailure,
        String buildId,
        BuildStatus status,
        int attempts) {

    public BatchGroup {
        Objects.requireNonNull(identifier);
        dependsOn = List.copyOf(dependsOn);
    }

    /** Whether it has a build that has ended. */
    public boolean ended() {
        return status == BuildStatus.SUCCEEDED || status != null && status.isFailure();
    }

    static BatchGroup of(BuildGroup group) {
        var current = group.currentBuildSummary();
        boolean begun = current != null && current.arn() != null;
        return new BatchGroup(
                group.identifier(),
                group.dependsOn(),
                Boolean.TRUE.equals(group.ignoreFailure()),
                begun ? BuildId.within(current.arn()) : null,
                begun ? BuildStatus.of(current.buildStatusAsString()) : null,
                (begun ? 1 : 0) + group.priorBuildSummaryList().size());
    }
}
