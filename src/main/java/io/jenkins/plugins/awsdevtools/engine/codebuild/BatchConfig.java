package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import software.amazon.awssdk.services.codebuild.model.BatchReportModeType;
import software.amazon.awssdk.services.codebuild.model.BatchRestrictions;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.ProjectBuildBatchConfig;

/**
 * How a batch is run, instead of how the project has it ({@code ProjectBuildBatchConfig}, AWS CodeBuild API Reference).
 * The project's own is replaced as a whole.
 *
 * @param serviceRole the ARN of the role that starts the builds of the batch
 * @param combineArtifacts whether the artifacts of all builds go to one place
 * @param mostBuilds how many builds the batch may have; null for no limit of its own
 * @param computeTypes those that the batch may use; empty for all
 * @param timeoutMinutes of the whole batch, 5 to 2160; null for the default
 * @param reportMode {@code REPORT_INDIVIDUAL_BUILDS} or {@code REPORT_AGGREGATED_BATCH}, or null
 */
public record BatchConfig(
        String serviceRole,
        Boolean combineArtifacts,
        Integer mostBuilds,
        List<String> computeTypes,
        Integer timeoutMinutes,
        String reportMode) {

    /** @throws ParameterException if CodeBuild would refuse a value */
    public BatchConfig {
        serviceRole = Checks.emptyToNull(serviceRole);
        reportMode = Checks.emptyToNull(reportMode);
        computeTypes = List.copyOf(computeTypes);
        checkServiceRole(serviceRole);
        checkMostBuilds(mostBuilds);
        checkComputeTypes(computeTypes);
        Checks.known("batchConfig.reportMode", reportMode, BatchReportModeType.knownValues());
        checkTimeout(timeoutMinutes);
    }

    /** @throws ParameterException if it is not the ARN of a role */
    public static void checkServiceRole(String serviceRole) {
        Checks.must(
                serviceRole != null && serviceRole.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+"),
                "batchConfig.serviceRole",
                serviceRole,
                "role.arn");
    }

    /** @throws ParameterException if a batch cannot have this many builds at most; null is no limit */
    public static void checkMostBuilds(Integer mostBuilds) {
        Checks.must(mostBuilds == null || mostBuilds > 0, "batchConfig.mostBuilds", mostBuilds, "codebuild.batch.most");
    }

    /** @throws ParameterException naming one that CodeBuild does not know */
    public static void checkComputeTypes(List<String> computeTypes) {
        computeTypes.forEach(type -> Checks.known("batchConfig.computeTypes", type, ComputeType.knownValues()));
    }

    /** @throws ParameterException if a batch cannot be given this many minutes; null is the default */
    public static void checkTimeout(Integer timeoutMinutes) {
        BuildRequest.checkTimeout("batchConfig.timeoutMinutes", timeoutMinutes, BuildRequest.LONGEST_TIMEOUT);
    }

    public static List<String> reportModes() {
        return Checks.names(BatchReportModeType.knownValues());
    }

    ProjectBuildBatchConfig toAws() {
        return ProjectBuildBatchConfig.builder()
                .serviceRole(serviceRole)
                .combineArtifacts(combineArtifacts)
                .timeoutInMins(timeoutMinutes)
                .batchReportMode(reportMode)
                .restrictions(restrictions())
                .build();
    }

    private BatchRestrictions restrictions() {
        return mostBuilds == null && computeTypes.isEmpty()
                ? null
                : BatchRestrictions.builder()
                        .maximumBuildsAllowed(mostBuilds)
                        .computeTypesAllowed(StartBuildCall.orNull(computeTypes))
                        .build();
    }
}
