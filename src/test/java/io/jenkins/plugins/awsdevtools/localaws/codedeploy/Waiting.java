package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The two moments at which a blue/green deployment may wait: before traffic goes to what is new, and before what is old
 * is terminated.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueGreenDeploymentConfiguration.html">
 *     BlueGreenDeploymentConfiguration</a>
 */
record Waiting(Supplier<Duration> minute) {

    /** @return whether traffic is to be shifted; if not, the deployment has ended */
    boolean ready(Deployment deployment, JsonNode group) throws InterruptedException {
        JsonNode option = group.path("blueGreenDeploymentConfiguration").path("deploymentReadyOption");
        if (!option.path("actionOnTimeout").asText().equals("STOP_DEPLOYMENT")) {
            return true;
        }
        deployment.status("Ready");
        boolean goesOn = deployment.awaitGoOn(
                true, minutes(option.path("waitTimeInMinutes").asLong(60)));
        deployment.status(goesOn ? "InProgress" : "Stopped");
        return goesOn;
    }

    /** @return whether what is old is to be terminated */
    boolean termination(Deployment deployment, JsonNode group) throws InterruptedException {
        JsonNode option =
                group.path("blueGreenDeploymentConfiguration").path("terminateBlueInstancesOnDeploymentSuccess");
        if (!option.path("action").asText("TERMINATE").equals("TERMINATE")) {
            return false;
        }
        deployment.awaitGoOn(
                false, minutes(option.path("terminationWaitTimeInMinutes").asLong(0)));
        return !deployment.stopping();
    }

    /** How long so many minutes of a configuration take here. */
    Supplier<Duration> minutes(long count) {
        return () -> minute.get().multipliedBy(count);
    }
}
