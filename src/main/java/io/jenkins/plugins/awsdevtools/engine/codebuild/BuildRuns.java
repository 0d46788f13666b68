package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
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
        BuildRun run = new BuildRun(context, access, request, null, settings, journal, sink, listener);
        run.begin();
        return run;
    }

    /**
     * The project of a build.
     *
     * @throws ParameterException naming the field if it is not the id or ARN of a build
     */
    public static String projectOf(String field, String buildId) {
        return BuildId.of(field, buildId).project();
    }

    /**
     * Follows a build that somebody else started. It is stopped on abort as one's own is, if the settings say so.
     *
     * @param buildId {@code project:uuid}, or the build's ARN
     * @throws ParameterException if it is not the id of a build
     */
    public BuildRun attach(
            AwsAccess access,
            String buildId,
            BuildSettings settings,
            Journal<BuildRecord> journal,
            LineSink sink,
            BuildRunListener listener) {
        BuildId id = BuildId.of("attach", buildId);
        BuildRun run = new BuildRun(
                context, access, BuildRequest.of(id.project()), id.text(), settings, journal, sink, listener);
        run.begin();
        return run;
    }

    /** Starts a batch and follows it, or goes on with the one that the journal tells of. */
    public BatchRun beginBatch(
            AwsAccess access,
            BatchRequest request,
            BatchSettings settings,
            Journal<BatchRecord> journal,
            LineSink sink,
            BatchRunListener listener) {
        BatchRun run = new BatchRun(context, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }

    /** Reads reports of tests and coverage. */
    public ReportReader reports(AwsAccess access) {
        return new ReportReader(context.clients(), access, context.timing());
    }
}
