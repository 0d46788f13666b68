package io.jenkins.plugins.awsdevtools.engine.codedeploy;

/** What is done when a blue/green deployment is ready to send traffic to what is new. */
public enum OnReady {
    /** It goes on at once. */
    CONTINUE,
    /** A person in Jenkins says so, see {@link DeploymentRun#proceed}. */
    INPUT,
    /** A person in the AWS console says so, or the time that the group gives is over. */
    WAIT
}
