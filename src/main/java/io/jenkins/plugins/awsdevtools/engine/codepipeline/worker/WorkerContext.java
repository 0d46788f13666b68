package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the workers of one controller share.
 *
 * @param tickets makes unique texts of letters, digits and -
 */
public record WorkerContext(
        AwsClients clients, Watcher watcher, Timing timing, RandomGenerator random, Supplier<String> tickets) {

    public WorkerContext {
        Objects.requireNonNull(clients);
        Objects.requireNonNull(watcher);
        Objects.requireNonNull(timing);
        Objects.requireNonNull(random);
        Objects.requireNonNull(tickets);
    }
}
