package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/** What is printed of what goes on behind actions: the logs of builds, the events of deployments. */
public enum ActionLogs {
    /** Every line as it arrives, with the action in front. */
    PREFIXED,
    /** One log after the other, each when its action has ended, under a heading. */
    FOLDED,
    /** Every line as it arrives, under a heading, in a log that no other action prints to. */
    ALONE,
    /** Nothing; neither builds nor deployments are asked about. */
    NONE
}
