package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Stage;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Variable;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HostileNamesPropertiesTest {

    private static final List<String> STEPS = List.of(
            "pipeline",
            "options",
            "disableConcurrentBuilds",
            "parameters",
            "string",
            "triggers",
            "codeCommit",
            "stages",
            "stage",
            "parallel",
            "steps",
            "agent",
            "deleteDir",
            "dir",
            "script",
            "checkout",
            "scmGit",
            "stash",
            "unstash",
            "codeBuild",
            "codeDeploy",
            "s3Deploy",
            "s3Objects",
            "s3Fetch",
            "ecsDeploy",
            "input",
            "timeout",
            "retry",
            "codePipeline",
            "sh",
            "trim",
            "collect",
            "parseText",
            "readFile",
            "awsDeveloperTools");

    /** Texts made of what Groovy, its comments and its strings care about. */
    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "'",
                "\"",
                "\\",
                "\\u0027",
                "\\u000a",
                "\\uZZ",
                "$",
                "${",
                "}",
                "{",
                "/*",
                "*/",
                "//",
                "\n",
                "\r",
                "'''",
                "\"\"\"",
                "evil()",
                "#{variables.STAGE}",
                "#{Built.X}",
                "#{",
                "\u0000",
                "\u0001",
                "\f",
                "\u2028",
                "\uffff",
                "\ud83d\ude00",
                "\ud83d",
                "é",
                " ",
                "a",
                "$$",
                "/$",
                "@");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(8).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(20));
    }

    @Property(tries = 500)
    void aLiteralMeansItsText(@ForAll("hostile") String text) {
        assertThat(GroovySource.of("echo " + GroovyText.literal(text)).literals())
                .contains(text.replace('\uffff', '?'));
    }

    @Property(tries = 500)
    void aCommentHidesNothingThatRuns(@ForAll("hostile") String text) {
        assertThat(GroovySource.of(GroovyText.comment(text) + "\necho 'after'\n")
                        .calls())
                .containsExactly("echo");
    }

    @Property(tries = 300)
    void whateverThePipelinesTextsAreOnlyItsStepsAreCalled(
            @ForAll("hostile") String one, @ForAll("hostile") String other, @ForAll("action") Action action) {
        PipelineStructure pipeline = new PipelineStructure(
                one,
                "SUPERSEDED",
                Map.of("", other),
                List.of(new Variable("STAGE", one, other), new Variable(other, "", one)),
                List.of(one),
                List.of(
                        new Stage(other, List.of(action, action), true, List.of(one, other)),
                        new Stage(other, List.of(action), false, List.of())));
        ExportedJenkinsfile exported = JenkinsfileExport.of(pipeline, new ExportSettings(one, "eu-west-1", other, one));
        GroovySource source = GroovySource.of(exported.text());
        assertThat(source.calls()).containsExactly("pipeline");
        assertThat(STEPS).containsAll(source.allCalls());
    }

    @Provide
    Arbitrary<Action> action() {
        Arbitrary<String> types = Arbitraries.of(
                "Source/CodeCommit",
                "Source/S3",
                "Source/CodeStarSourceConnection",
                "Build/CodeBuild",
                "Deploy/CodeDeploy",
                "Deploy/S3",
                "Deploy/ECS",
                "Approval/Manual",
                "Invoke/Lambda");
        return types.flatMap(type -> hostile().flatMap(one -> hostile()
                .flatMap(other -> Arbitraries.integers().between(1, 3).map(order -> action(type, one, other, order)))));
    }

    private static Action action(String type, String one, String other, int order) {
        ObjectNode variable = JsonNodeFactory.instance
                .objectNode()
                .put("name", one)
                .put("value", other)
                .put("type", one);
        Map<String, String> configuration = Map.ofEntries(
                Map.entry("RepositoryName", one),
                Map.entry("BranchName", other),
                Map.entry("S3Bucket", one),
                Map.entry("S3ObjectKey", other + "/" + one + ".zip"),
                Map.entry("ProjectName", one),
                Map.entry("EnvironmentVariables", "[" + variable + "]"),
                Map.entry("ApplicationName", one),
                Map.entry("DeploymentGroupName", other),
                Map.entry("BucketName", one),
                Map.entry("Extract", "true"),
                Map.entry("ObjectKey", other),
                Map.entry("CannedACL", one),
                Map.entry("ClusterName", one),
                Map.entry("ServiceName", other),
                Map.entry("FileName", one),
                Map.entry("DeploymentTimeout", other),
                Map.entry("CustomData", one),
                Map.entry("ExternalEntityLink", other),
                Map.entry("NotificationArn", one),
                Map.entry("FullRepositoryId", other));
        return new Action(
                one,
                type.substring(0, type.indexOf('/')),
                "AWS",
                type.substring(type.indexOf('/') + 1),
                order,
                configuration,
                type.startsWith("Source") ? List.of() : List.of(one),
                List.of(other),
                "Built",
                other,
                one,
                0);
    }
}
