package io.jenkins.plugins.awsdevtools.engine.codedeploy;

/** Hears how a deployment goes, such as for its picture. Called in order, one call at a time. */
public interface DeploymentListener {

    void onChange(DeploymentView view);
}
