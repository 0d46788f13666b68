package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;

/** What CodeDeploy is asked for, as it stands in the request. */
class RevisionTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @CsvSource({
        "site.zip,,zip",
        "site.tar,,tar",
        "site.TGZ,,tgz",
        "site.tar.gz,,tgz",
        "appspec.yml,,YAML",
        "appspec.yaml,,YAML",
        "appspec.json,,JSON",
        "latest,tgz,tgz",
        "site.zip,tar,tar"
    })
    void theKindOfAnObjectIsToldByItsKeyUnlessItIsGiven(String key, String given, String kind) {
        RevisionLocation location = new Revision.S3("revisions", key, given, "v7", "0a1b").toAws();

        assertThat(location.revisionTypeAsString()).isEqualTo("S3");
        assertThat(location.s3Location().bucket()).isEqualTo("revisions");
        assertThat(location.s3Location().key()).isEqualTo(key);
        assertThat(location.s3Location().bundleTypeAsString()).isEqualTo(kind);
        assertThat(location.s3Location().version()).isEqualTo("v7");
        assertThat(location.s3Location().eTag()).isEqualTo("0a1b");
    }

    @Test
    void aCommitOnGitHubIsNamedWhole() {
        RevisionLocation location = new Revision.GitHub("example/site", COMMIT).toAws();

        assertThat(location.revisionTypeAsString()).isEqualTo("GitHub");
        assertThat(location.gitHubLocation().repository()).isEqualTo("example/site");
        assertThat(location.gitHubLocation().commitId()).isEqualTo(COMMIT);
    }

    @Test
    void whatCodeDeployWouldRefuseIsRefusedByField() {
        assertThatThrownBy(() -> new Revision.S3("revisions", "site", null, null, null))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("bundleType");
        assertThatThrownBy(() -> new Revision.S3("revisions", "site.zip", "rar", null, null))
                .hasMessageContaining("bundleType 'rar'");
        assertThatThrownBy(() -> new Revision.S3("Revisions", "site.zip", null, null, null))
                .hasMessageContaining("s3Bucket 'Revisions'");
        assertThatThrownBy(() -> new Revision.S3("revisions", " ", null, null, null))
                .hasMessageContaining("s3Key");
        assertThatThrownBy(() -> new Revision.GitHub("site", COMMIT)).hasMessageContaining("gitHubRepository 'site'");
        assertThatThrownBy(() -> new Revision.GitHub("example/site", "main"))
                .hasMessageContaining("gitHubCommit 'main'");
        assertThatThrownBy(() -> new Revision.Inline("version: 0.0")).hasMessageContaining("appSpec");
    }

    @Test
    void everythingThatDiffersFromTheGroupIsAskedFor() {
        CreateDeploymentRequest asked = new DeploymentRequest(
                        "site",
                        "live",
                        new Revision.GitHub("example/site", COMMIT),
                        null,
                        "CodeDeployDefault.HalfAtATime",
                        "site 42",
                        "OVERWRITE",
                        List.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"),
                        List.of("errors", "latency"),
                        List.of(new TagFilter("Fleet", "green")),
                        List.of("green"),
                        true,
                        true)
                .toAws("the-marker");

        assertThat(asked.deploymentConfigName()).isEqualTo("CodeDeployDefault.HalfAtATime");
        assertThat(asked.description()).startsWith("site 42").contains("the-marker");
        assertThat(asked.fileExistsBehaviorAsString()).isEqualTo("OVERWRITE");
        assertThat(asked.autoRollbackConfiguration().enabled()).isTrue();
        assertThat(asked.autoRollbackConfiguration().eventsAsStrings())
                .containsExactly("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM");
        assertThat(asked.overrideAlarmConfiguration().enabled()).isTrue();
        assertThat(asked.overrideAlarmConfiguration().alarms())
                .extracting("name")
                .containsExactly("errors", "latency");
        assertThat(asked.targetInstances().tagFilters().get(0).value()).isEqualTo("green");
        assertThat(asked.targetInstances().autoScalingGroups()).containsExactly("green");
        assertThat(asked.ignoreApplicationStopFailures()).isTrue();
        assertThat(asked.updateOutdatedInstancesOnly()).isTrue();
    }

    @Test
    void whatIsNotGivenIsLeftToTheGroupAndAnEmptyListTurnsOff() {
        DeploymentRequest plain =
                DeploymentRequest.of("site", "live", new Revision.S3("revisions", "site.zip", null, null, null));
        CreateDeploymentRequest asked = plain.toAws("m");
        assertThat(asked.deploymentConfigName()).isNull();
        assertThat(asked.autoRollbackConfiguration()).isNull();
        assertThat(asked.overrideAlarmConfiguration()).isNull();
        assertThat(asked.targetInstances()).isNull();
        assertThat(asked.ignoreApplicationStopFailures()).isNull();

        CreateDeploymentRequest off = new DeploymentRequest(
                        "site",
                        "live",
                        plain.revision(),
                        null,
                        null,
                        "",
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        false)
                .toAws("m");
        assertThat(off.autoRollbackConfiguration().enabled()).isFalse();
        assertThat(off.overrideAlarmConfiguration().enabled()).isFalse();
    }
}
