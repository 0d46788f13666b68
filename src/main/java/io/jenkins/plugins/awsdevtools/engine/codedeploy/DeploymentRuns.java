package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;

/** The place where runs of deployments are made. */
public record DeploymentRuns(WorkContext context) {

    /**
     * Creates a deployment and follows it, or goes on with the one that the journal tells of.
     *
     * @param request must be the same when a run is resumed
     * @param sink where the log is printed
     * @return the run; it has begun
     */
    public DeploymentRun begin(
            AwsAccess access,
            DeploymentRequest request,
            DeploymentSettings settings,
            Journal<DeploymentRecord> journal,
            LineSink sink,
            DeploymentListener listener) {
        DeploymentRun run = new DeploymentRun(context, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }
}
