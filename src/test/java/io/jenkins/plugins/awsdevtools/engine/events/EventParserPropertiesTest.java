package io.jenkins.plugins.awsdevtools.engine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EventParserPropertiesTest {

    private static String event(String source, String detail) {
        return """
            {"version":"0","id":"1-2","detail-type":"x","source":"%s","account":"123456789012",
             "time":"2026-01-02T03:04:05Z","region":"eu-west-1","resources":[],"detail":%s}
            """.formatted(source, detail);
    }

    private static AwsEvent.Subject subject(String source, String detail) throws MalformedEventException {
        return EventParser.parse(event(source, detail)).subject();
    }

    @Property
    void anyTextIsAnEventOrRefused(@ForAll String text) {
        try {
            assertThat(EventParser.parse(text)).isNotNull();
        } catch (MalformedEventException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    @Property
    void anyPartOfAnEventIsRefused(@ForAll int cut) {
        String whole = event("aws.codebuild", "{\"build-id\":\"arn:aws:codebuild:eu-west-1:1:build/p:1\"}")
                .strip();
        String part = whole.substring(0, Math.floorMod(cut, whole.length()));
        assertThatThrownBy(() -> EventParser.parse(part)).isInstanceOf(MalformedEventException.class);
    }

    @Example
    void deepNestingIsRefused() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThatThrownBy(() -> EventParser.parse(event("aws.codebuild", deep)))
                .isInstanceOf(MalformedEventException.class);
    }

    @Example
    void eachServiceTellsWhatItIsAbout() throws MalformedEventException {
        assertThat(subject(
                        "aws.codecommit",
                        "{\"event\":\"referenceUpdated\",\"repositoryName\":\"shop\",\"referenceType\":\"branch\","
                                + "\"referenceName\":\"a/b\",\"commitId\":\"c1\",\"oldCommitId\":\"c0\"}"))
                .isEqualTo(new AwsEvent.BranchChanged("shop", "a/b", "c1", true));
        assertThat(subject(
                        "aws.codecommit",
                        "{\"event\":\"pullRequestCreated\",\"pullRequestId\":\"7\",\"repositoryNames\":[\"shop\"]}"))
                .isEqualTo(new AwsEvent.PullRequestChanged("7", List.of("shop"), "pullRequestCreated"));
        assertThat(subject(
                        "aws.codebuild",
                        "{\"build-status\":\"SUCCEEDED\",\"project-name\":\"site\","
                                + "\"build-id\":\"arn:aws:codebuild:eu-west-1:123456789012:build/site:1-2\"}"))
                .isEqualTo(new AwsEvent.BuildChanged("site:1-2", "site"));
        assertThat(subject("aws.codedeploy", "{\"deploymentId\":\"d-1\",\"state\":\"SUCCESS\"}"))
                .isEqualTo(new AwsEvent.DeploymentChanged("d-1"));
        assertThat(subject(
                        "aws.codepipeline", "{\"pipeline\":\"site\",\"execution-id\":\"1-2\",\"state\":\"STARTED\"}"))
                .isEqualTo(new AwsEvent.ExecutionChanged("site", "1-2"));
        assertThat(subject(
                        "aws.codepipeline",
                        "{\"pipeline\":\"site\",\"execution-id\":\"1-2\",\"stage\":\"Build\",\"action\":\"Compile\","
                                + "\"state\":\"STARTED\",\"type\":{\"owner\":\"Custom\",\"provider\":\"Jenkins\","
                                + "\"category\":\"Build\",\"version\":\"1\"}}"))
                .isEqualTo(new AwsEvent.ExecutionChanged("site", "1-2", "Custom/Build/Jenkins/1"));
        assertThat(
                        subject(
                                "aws.ecs",
                                "{\"group\":\"service:web\",\"clusterArn\":\"arn:aws:ecs:eu-west-1:123456789012:cluster/prod\"}"))
                .isEqualTo(new AwsEvent.ServiceChanged("prod", "web"));
        assertThat(subject("aws.ecs", "{\"group\":\"family:job\"}")).isEqualTo(new AwsEvent.Other());
        assertThat(subject("aws.ec2", "{}")).isEqualTo(new AwsEvent.Other());
    }

    @Example
    void aServicesDeploymentIsNamedByItsArn() throws MalformedEventException {
        String told =
                "{\"id\":\"1\",\"source\":\"aws.ecs\",\"resources\":[\"arn:aws-cn:ecs:cn-north-1:123456789012:service/%s\"],"
                        + "\"detail\":{\"eventName\":\"SERVICE_DEPLOYMENT_COMPLETED\"}}";
        assertThat(EventParser.parse(told.formatted("prod/web")).subject())
                .isEqualTo(new AwsEvent.ServiceChanged("prod", "web"));
        assertThat(EventParser.parse(told.formatted("web")).subject())
                .isEqualTo(new AwsEvent.ServiceChanged("", "web"));
    }
}
