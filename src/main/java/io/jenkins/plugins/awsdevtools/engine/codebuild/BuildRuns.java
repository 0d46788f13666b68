package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all builds of this controller share, and the place where runs are made.
 *
 * @param markers gives a new marker for each build; a random UUID
 */
public record BuildRuns(
        AwsClients clients,
        Watcher watcher,
        ReadBudget budget,
        Timing timing,
        RandomGenerator random,
        TailPacing tailPacing,
        Supplier<String> markers) {

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
        BuildRun run = new BuildRun(this, access, request, settings, journal, sink, listener);
        run.begin();
        return run;
    }
}
