package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all remote work of one controller shares.
 *
 * @param budget of log reads
 * @param markers gives a new marker for each piece of work; a random UUID
 */
public record WorkContext(
        AwsClients clients,
        Watcher watcher,
        ReadBudget budget,
        Timing timing,
        RandomGenerator random,
        TailPacing tailPacing,
        Supplier<String> markers) {

    /** The same with logs read at another pace. */
    public WorkContext with(TailPacing pacing) {
        return new WorkContext(clients, watcher, budget, timing, random, pacing, markers);
    }
}
