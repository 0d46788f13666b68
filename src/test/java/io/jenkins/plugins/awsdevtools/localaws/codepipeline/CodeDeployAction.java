package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.LocalCodeDeploy;
import java.util.Set;

/**
 * A deploy action whose input artifact is the revision for servers.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeDeploy.html">AWS CodeDeploy
 *     deploy action reference</a>
 */
final class CodeDeployAction implements ActionProvider {

    private final LocalCodeDeploy codeDeploy;

    CodeDeployAction(LocalCodeDeploy codeDeploy) {
        this.codeDeploy = codeDeploy;
    }

    @Override
    public Set<String> required() {
        return Set.of("ApplicationName", "DeploymentGroupName");
    }

    @Override
    public ActionWork begin(ActionContext context) {
        Artifact bundle = context.inputs().get(0);
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("applicationName", context.setting("ApplicationName"))
                .put("deploymentGroupName", context.setting("DeploymentGroupName"));
        request.putObject("revision")
                .put("revisionType", "S3")
                .putObject("s3Location")
                .put("bucket", bundle.bucket())
                .put("key", bundle.key())
                .put("bundleType", "zip");
        return new DeploymentWork(codeDeploy, context.region(), codeDeploy.createDeployment(context.region(), request));
    }
}
