package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.codedeploy.LocalCodeDeploy;
import java.util.Map;

/** An action that waits for a deployment of the embedded CodeDeploy. */
record DeploymentWork(LocalCodeDeploy codeDeploy, String region, String deploymentId) implements ActionWork {

    @Override
    public ActionOutcome look() {
        String status = codeDeploy.deployment(deploymentId).get("status").asText();
        ActionOutcome outcome =
                switch (status) {
                    case "Succeeded" -> ActionOutcome.succeeded("Deployment Succeeded", Map.of());
                    case "Failed", "Stopped" ->
                        ActionOutcome.failed(
                                "JobFailed",
                                "Deployment " + deploymentId + (status.equals("Failed") ? " failed" : " was stopped"));
                    default -> ActionOutcome.inProgress();
                };
        return outcome.with(
                outcome.summary(),
                deploymentId,
                "https://" + region + ".console.aws.amazon.com/codesuite/codedeploy/deployments/" + deploymentId
                        + "?region=" + region);
    }
}
