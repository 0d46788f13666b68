package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import java.util.List;

/**
 * Says on the event bus how deployments stand.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html">Monitoring
 *     deployments with Amazon CloudWatch Events</a>
 */
record StateEvents(EventBus bus, String account) {

    void publish(Deployment deployment) {
        String region = deployment.region();
        String state =
                switch (deployment.status()) {
                    case "Created" -> "START";
                    case "Succeeded" -> "SUCCESS";
                    case "Failed" -> "FAILURE";
                    case "Stopped" -> "STOP";
                    case "Ready" -> "READY";
                    default -> "";
                };
        if (state.isEmpty()) {
            return;
        }
        String application = deployment.text("applicationName");
        String group = deployment.text("deploymentGroupName");
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("instanceGroupId", deployment.text("deploymentGroupId"))
                .put("region", region)
                .put("application", application)
                .put("deploymentId", deployment.id())
                .put("state", state)
                .put("deploymentGroup", group);
        String prefix = "arn:aws:codedeploy:" + region + ":" + account + ":";
        bus.publish(
                region,
                "aws.codedeploy",
                "CodeDeploy Deployment State-change Notification",
                List.of(prefix + "application:" + application, prefix + "deploymentgroup:" + application + "/" + group),
                detail);
    }
}
