package io.jenkins.plugins.awsdevtools.engine.pipelineaction;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionFollower;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRuns;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.List;

/** Everything that knows what is behind an action. */
public final class PipelineActions {

    /** The followers, one for each service. */
    public static final List<ActionFollower> FOLLOWERS =
            List.of(new BuildFollower(), new BatchFollower(), new DeploymentFollower());

    private PipelineActions() {}

    /** Runs of executions that tell the logs and events of their actions. */
    public static ExecutionRuns runs(WorkContext context) {
        return new ExecutionRuns(context, FOLLOWERS);
    }
}
