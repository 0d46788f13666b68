package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;

/** The place where runs of deployments are made. */
public record DeployRuns(WorkContext context) {

    /**
     * Deploys and follows the deployment, or goes on with the one that the journal tells of.
     *
     * @param request must be the same when a run is resumed
     * @param sink where the events are printed
     * @return the run; it has begun
     */
    public DeployRun begin(
            AwsAccess access,
            DeployRequest request,
            DeploySettings settings,
            Journal<DeployRecord> journal,
            LineSink sink,
            DeployRunListener listener) {
        DeployRun run = new DeployRun(context, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }
}
