package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.bundle.Bundle;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import io.jenkins.plugins.awsdevtools.localaws.s3.ObjectMetadata;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.BuildBatch;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ProjectBuildBatchConfig;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildBatchRequest;

class LocalBatchesTest {

    private static final String SPEC = """
        version: 0.2
        batch:
          build-list:
            - identifier: one
            - identifier: two
              env: {compute-type: BUILD_GENERAL1_LARGE}
        phases:
          build:
            commands: ['true']
        """;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static LocalAws aws;
    private static CodeBuildClient codeBuild;
    private String project;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(CLOCK));
        codeBuild = LocalClients.root(aws, CodeBuildClient.builder());
        aws.s3().createBucket("sources", aws.region());
    }

    @AfterAll
    static void stop() {
        codeBuild.close();
        aws.close();
    }

    @BeforeEach
    void nameProject() {
        project = "project-" + UUID.randomUUID();
        CLOCK.reset();
    }

    private BuildBatch run(Consumer<StartBuildBatchRequest.Builder> more) {
        String id = codeBuild
                .startBuildBatch(start -> start.projectName(project).applyMutation(more))
                .buildBatch()
                .id();
        eventually(() -> batch(id).complete());
        return batch(id);
    }

    private static BuildBatch batch(String id) {
        return codeBuild.batchGetBuildBatches(get -> get.ids(id)).buildBatches().get(0);
    }

    private static ProjectBuildBatchConfig.Builder config() {
        return ProjectBuildBatchConfig.builder().serviceRole("arn:aws:iam::123456789012:role/batch");
    }

    private static String said(BuildBatch batch) {
        return batch.phases().toString();
    }

    @Test
    void theBatchIsReadFromTheBuildspecOfTheSource(@TempDir Path folder) throws Exception {
        aws.codeBuild().createBatchProject(aws.region(), project, "");
        Files.writeString(folder.resolve("buildspec.yml"), SPEC);
        Files.createDirectories(folder.resolve("ci"));
        Files.writeString(folder.resolve("ci/other.yml"), SPEC.replace("two", "three"));
        try (InputStream zip = Bundle.of(folder, Selection.ALL, 1).open(1)) {
            aws.s3().put("sources", "s.zip", zip, ObjectMetadata.ofType("application/zip"));
        }
        Consumer<StartBuildBatchRequest.Builder> source =
                start -> start.sourceTypeOverride(SourceType.S3).sourceLocationOverride("sources/s.zip");
        BuildBatch batch = run(source);
        assertThat(batch.buildBatchStatusAsString()).as(said(batch)).isEqualTo("SUCCEEDED");
        assertThat(batch.buildGroups()).extracting("identifier").contains("one", "two");
        assertThat(run(source.andThen(start -> start.buildspecOverride("ci/other.yml")))
                        .buildGroups())
                .extracting("identifier")
                .contains("one", "three");
        BuildBatch missing = run(source.andThen(start -> start.buildspecOverride("no.yml")));
        assertThat(missing.buildBatchStatusAsString()).isEqualTo("FAILED");
        assertThat(said(missing)).contains("YAML_FILE_ERROR", "no.yml");
        BuildBatch nowhere = run(source.andThen(start -> start.sourceLocationOverride("sources/none.zip")));
        assertThat(nowhere.buildBatchStatusAsString()).isEqualTo("FAILED");
    }

    @Test
    void aBatchThatWantsMoreThanItIsAllowedFails() {
        aws.codeBuild().createBatchProject(aws.region(), project, SPEC);
        BuildBatch few = run(start -> start.buildBatchConfigOverride(
                config().restrictions(limit -> limit.maximumBuildsAllowed(1)).build()));
        assertThat(few.buildBatchStatusAsString()).isEqualTo("FAILED");
        assertThat(said(few)).contains("maximum builds allowed is 1");
        BuildBatch small = run(start -> start.buildBatchConfigOverride(
                config().restrictions(limit -> limit.computeTypesAllowed("BUILD_GENERAL1_SMALL"))
                        .build()));
        assertThat(said(small)).contains("BUILD_GENERAL1_LARGE of two is not allowed");
        assertThat(run(start -> start.buildBatchConfigOverride(
                                config().restrictions(limit -> limit.maximumBuildsAllowed(2)
                                                .computeTypesAllowed("BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_LARGE"))
                                        .build()))
                        .buildBatchStatusAsString())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void aBatchThatTakesLongerThanItMayTimesOutAndItsBuildsAreStopped() {
        aws.codeBuild().createScriptedBatch(aws.region(), project, SPEC);
        String id = codeBuild
                .startBuildBatch(start -> start.projectName(project)
                        .buildBatchConfigOverride(config().timeoutInMins(5).build()))
                .buildBatch()
                .id();
        CLOCK.advance(Duration.ofMinutes(6));
        BuildBatch batch = codeBuild
                .batchGetBuildBatches(get -> get.ids(id))
                .buildBatches()
                .get(0);
        assertThat(batch.buildBatchStatusAsString()).isEqualTo("TIMED_OUT");
        assertThat(aws.codeBuild().status(aws.codeBuild().batches().builds(id).get("one")))
                .isEqualTo("STOPPED");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        aws.codeBuild().createBatchProject(aws.region(), project, SPEC);
        assertThatThrownBy(() -> run(start ->
                        start.buildBatchConfigOverride(config().timeoutInMins(4).build())))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> run(start -> start.buildTimeoutInMinutesOverride(2161)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> run(start ->
                        start.buildBatchConfigOverride(config().restrictions(limit -> limit.maximumBuildsAllowed(0))
                                .build())))
                .isInstanceOf(InvalidInputException.class);
    }
}
