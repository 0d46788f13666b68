package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;

/** The place where runs of executions are made. */
public record ExecutionRuns(WorkContext context) {

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
        ExecutionRun run = new ExecutionRun(context, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }
}
