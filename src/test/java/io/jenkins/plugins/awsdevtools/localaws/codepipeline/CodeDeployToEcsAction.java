package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.LocalCodeDeploy;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.IOException;
import java.util.Set;

/**
 * A deploy action that registers the task definition of a template, with images put in, and lets CodeDeploy shift the
 * traffic of a service to it.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html">Amazon Elastic
 *     Container Service and CodeDeploy blue-green deploy action reference</a>
 */
final class CodeDeployToEcsAction implements ActionProvider {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Image1ArtifactName to Image4ArtifactName. */
    private static final int MOST_IMAGES = 4;

    private final S3Store s3;
    private final LocalCodeDeploy codeDeploy;
    private final LocalEcs ecs;

    CodeDeployToEcsAction(S3Store s3, LocalCodeDeploy codeDeploy, LocalEcs ecs) {
        this.s3 = s3;
        this.codeDeploy = codeDeploy;
        this.ecs = ecs;
    }

    @Override
    public Set<String> required() {
        return Set.of(
                "ApplicationName", "DeploymentGroupName", "TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact");
    }

    @Override
    public ActionWork begin(ActionContext context) throws IOException {
        String taskDefinition =
                file(context, "TaskDefinitionTemplateArtifact", "TaskDefinitionTemplatePath", "taskdef.json");
        String appSpec = file(context, "AppSpecTemplateArtifact", "AppSpecTemplatePath", "appspec.yaml");
        for (int number = 1; number <= MOST_IMAGES; number++) {
            String artifact = context.setting("Image" + number + "ArtifactName");
            String placeholder = context.setting("Image" + number + "ContainerName");
            if (!artifact.isEmpty() && !placeholder.isEmpty()) {
                taskDefinition = taskDefinition.replace("<" + placeholder + ">", image(context, artifact));
            }
        }
        String arn = ecs.registerTaskDefinition(context.region(), taskDefinition);
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("applicationName", context.setting("ApplicationName"))
                .put("deploymentGroupName", context.setting("DeploymentGroupName"));
        request.putObject("revision")
                .put("revisionType", "AppSpecContent")
                .putObject("appSpecContent")
                .put("content", appSpec.replace("<TASK_DEFINITION>", arn));
        return new DeploymentWork(codeDeploy, context.region(), codeDeploy.createDeployment(context.region(), request));
    }

    private String file(ActionContext context, String artifact, String path, String usual) throws IOException {
        String name = context.setting(path).isEmpty() ? usual : context.setting(path);
        return ArtifactFile.read(s3, input(context, context.setting(artifact)), name);
    }

    private String image(ActionContext context, String artifact) throws IOException {
        String detail = ArtifactFile.read(s3, input(context, artifact), "imageDetail.json");
        try {
            return JSON.readTree(detail).path("ImageURI").asText();
        } catch (JsonProcessingException malformed) {
            throw PipelineErrors.configuration(
                    "Exception while trying to read the image artifact file from the artifact: " + artifact + ".");
        }
    }

    private static Artifact input(ActionContext context, String name) {
        return context.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> PipelineErrors.configuration("The action has no input artifact " + name));
    }
}
