package io.jenkins.plugins.awsdevtools.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for what another thread or the embedded AWS brings about, a minute at most. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration PACE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Returns when the condition holds.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if it does not within a minute
     */
    public static void eventually(BooleanSupplier condition) {
        Awaitility.await().atMost(LIMIT).pollInterval(PACE).until(condition::getAsBoolean);
    }
}
