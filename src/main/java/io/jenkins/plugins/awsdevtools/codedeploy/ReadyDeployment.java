package io.jenkins.plugins.awsdevtools.codedeploy;

import io.jenkins.plugins.awsdevtools.approval.PendingApproval;
import io.jenkins.plugins.awsdevtools.approval.Submitters;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRun;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A blue/green deployment that is ready, and waits for leave to send traffic to its new targets. */
record ReadyDeployment(DeploymentRun deployment) implements PendingApproval {

    /** What a deployment asks now. */
    static List<ReadyDeployment> of(DeploymentRun deployment) {
        return deployment.waitsForApproval() ? List.of(new ReadyDeployment(deployment)) : List.of();
    }

    @Override
    public String id() {
        return deployment.deploymentId();
    }

    @Override
    public String title() {
        return Messages.ReadyDeployment_title(id());
    }

    @Override
    public String message() {
        return "";
    }

    @Override
    public String link() {
        return "";
    }

    @Override
    public boolean rejectable() {
        return false;
    }

    @Override
    public Submitters submitters() {
        return Submitters.ANY_BUILDER;
    }

    @Override
    public CompletionStage<String> answer(boolean approve, String comment, String who) {
        deployment.proceed(who);
        return CompletableFuture.completedFuture(Messages.ReadyDeployment_proceeds(id()));
    }
}
