package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;

/** The place where runs of builds are made. */
public record BuildRuns(WorkContext context) {

    /**
     * Starts a build and follows it, or goes on with the one that the journal tells of.
     *
     * @param request must be the same when a run is resumed
     * @param sink where the log is printed
     * @return the run; it has begun
     */
    public BuildRun begin(
            AwsAccess access,
            BuildRequest request,
            BuildSettings settings,
            Journal<BuildRecord> journal,
            LineSink sink,
            BuildRunListener listener) {
        BuildRun run = new BuildRun(context, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }
}
