package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectFleet;

class BuildCostTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static BuildSnapshot build(String computeType, boolean fleet, long millis) {
        return BuildSnapshot.of(Build.builder()
                .id("site:1")
                .arn("arn:aws:codebuild:eu-west-1:123456789012:build/site:1")
                .buildStatus("SUCCEEDED")
                .buildComplete(true)
                .startTime(START)
                .endTime(START.plusMillis(millis))
                .environment(ProjectEnvironment.builder()
                        .computeType(computeType)
                        .fleet(fleet ? ProjectFleet.builder().fleetArn("arn").build() : null)
                        .build())
                .phases(
                        phase -> phase.phaseType("QUEUED")
                                .startTime(START)
                                .durationInSeconds(20L)
                                .endTime(START.plusSeconds(20)),
                        phase -> phase.phaseType("PROVISIONING")
                                .startTime(START.plusSeconds(20))
                                .durationInSeconds(10L)
                                .endTime(START.plusSeconds(30)))
                .build());
    }

    private static BuildCost cost(String computeType, boolean fleet, long millis) {
        return BuildCost.of(build(computeType, fleet, millis));
    }

    @Test
    void onDemandComputeIsBilledByMinutesRoundedUp() {
        assertThat(cost("BUILD_GENERAL1_SMALL", false, 60_000).billed()).isEqualTo(1);
        assertThat(cost("BUILD_GENERAL1_SMALL", false, 60_001).billed()).isEqualTo(2);
    }

    @Test
    void lambdaComputeIsBilledBySecondsRoundedUp() {
        assertThat(cost("BUILD_LAMBDA_1GB", false, 60_001).billed()).isEqualTo(61);
        assertThat(cost("BUILD_LAMBDA_1GB", false, 60_001).kind()).isEqualTo(BuildCost.Kind.SECONDS);
    }

    @Test
    void aReservedFleetIsNotBilledByBuilds() {
        assertThat(cost("BUILD_GENERAL1_LARGE", true, 600_000).billed()).isZero();
    }

    @Test
    void theTimeIsToldByQueueProvisioningAndTheRest() {
        BuildCost cost = cost("BUILD_GENERAL1_SMALL", false, 60_000);
        assertThat(cost.queued()).isEqualTo(Duration.ofSeconds(20));
        assertThat(cost.provisioning()).isEqualTo(Duration.ofSeconds(10));
        assertThat(cost.building()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theBuildsOfABatchAreSummedByComputeType() {
        assertThat(BuildCost.billed(List.of(
                        cost("BUILD_GENERAL1_SMALL", false, 1000),
                        cost("BUILD_GENERAL1_SMALL", false, 1000),
                        cost("BUILD_LAMBDA_1GB", false, 1000))))
                .contains("2 ", "BUILD_GENERAL1_SMALL", "1 ", "BUILD_LAMBDA_1GB");
    }
}
