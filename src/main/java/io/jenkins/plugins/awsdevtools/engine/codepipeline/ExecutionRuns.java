package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.List;

/**
 * The place where runs of executions are made.
 *
 * @param followers tell what goes on behind actions; the first that knows an action's provider does
 */
public record ExecutionRuns(WorkContext context, List<ActionFollower> followers) {

    public ExecutionRuns {
        followers = List.copyOf(followers);
    }

    /** Runs that tell of actions only what CodePipeline does. */
    public ExecutionRuns(WorkContext context) {
        this(context, List.of());
    }

    /**
     * Starts an execution and follows it, or goes on with the one that the journal tells of.
     *
     * @param request must be the same when a run is resumed
     * @return the run; it has begun
     */
    public ExecutionRun begin(
            AwsAccess access,
            PipelineRequest request,
            ExecutionSettings settings,
            Journal<ExecutionRecord> journal,
            LineSink sink,
            ExecutionRunListener listener) {
        ExecutionRun run = new ExecutionRun(context, followers, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }
}
