package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Deployments by id, through BatchGetDeployments, for one identity. */
record DeploymentStatusSource(AwsClients clients, AwsAccess access) implements AskedSource<String, DeploymentSnapshot> {

    /** "The maximum number of deployment IDs you can specify is 25" (BatchGetDeployments, API Reference). */
    static final int BATCH = 25;

    @Override
    public String operation() {
        return "codedeploy:BatchGetDeployments";
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public CompletionStage<Map<String, DeploymentSnapshot>> read(List<String> ids) {
        return clients.codeDeploy(access)
                .batchGetDeployments(request -> request.deploymentIds(ids))
                .thenApply(answer ->
                        AskedSource.byId(answer.deploymentsInfo(), DeploymentSnapshot::of, DeploymentSnapshot::id));
    }
}
