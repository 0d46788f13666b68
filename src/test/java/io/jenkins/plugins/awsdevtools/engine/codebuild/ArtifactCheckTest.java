package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.REGION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArtifactCheckTest {

    private static LocalAws aws;
    private final RunFixture fixture = new RunFixture(aws);

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
        aws.s3().createBucket("artifacts", REGION);
        aws.codeBuild().createProject(REGION, "both", "version: 0.2", "artifacts");
        aws.codeBuild().artifacts(REGION, "both", "ZIP", "docs");
        aws.codeBuild().createProject(REGION, "none", "version: 0.2");
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void clear() {
        aws.calls().clear();
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        fixture.close();
    }

    private boolean check(BuildRequest request, String... identifiers) throws Exception {
        return resultOf(fixture.artifacts().check(request, List.of(identifiers)));
    }

    private static BuildRequest with(ArtifactsOverride artifacts, List<ArtifactsOverride> secondary) {
        BuildOverrides none = BuildOverrides.NONE;
        return new BuildRequest(
                "both",
                null,
                List.of(),
                null,
                null,
                null,
                new BuildOverrides(
                        none.source(),
                        List.of(),
                        none.environment(),
                        artifacts,
                        secondary,
                        null,
                        none.logs(),
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void whatTheProjectHasIsFine() throws Exception {
        assertThat(check(BuildRequest.of("both"))).isTrue();
        assertThat(check(BuildRequest.of("both"), "primary", "docs")).isTrue();
    }

    @Test
    void anArtifactThatTheProjectDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> check(BuildRequest.of("both"), "docs", "dosc"))
                .hasCauseInstanceOf(ParameterException.class)
                .hasMessageContaining("identifiers 'dosc'")
                .hasMessageContaining("It has: primary, docs");
        assertThatThrownBy(() -> check(BuildRequest.of("none"))).hasMessageContaining("no artifacts");
    }

    @Test
    void overridesTakeThePlaceOfWhatTheProjectHas() throws Exception {
        ArtifactsOverride other =
                new ArtifactsOverride("logs", "S3", "artifacts", null, null, null, null, null, null, null);
        assertThatThrownBy(() -> check(with(ArtifactsOverride.none(), List.of()), "primary"))
                .hasMessageContaining("It has: docs");
        assertThatThrownBy(() -> check(with(null, List.of(other)), "docs"))
                .hasMessageContaining("It has: primary, logs");
        aws.calls().clear();
        assertThat(check(with(ArtifactsOverride.s3("artifacts", "x"), List.of(other)), "primary", "logs"))
                .isTrue();
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void whoMayNotReadTheProjectIsNotHeldUp() throws Exception {
        aws.faults().fail("codebuild:BatchGetProjects", 1, "AccessDeniedException", 400, "not authorized");
        assertThat(check(BuildRequest.of("both"), "dosc")).isTrue();
        assertThat(check(BuildRequest.of("missing"), "dosc")).isTrue();
    }
}
