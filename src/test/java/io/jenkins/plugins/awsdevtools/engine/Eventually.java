package io.jenkins.plugins.awsdevtools.engine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * Waits for what another thread or the embedded AWS brings about: four minutes at most, so that no test fails because the
 * machine is slow or busy.
 */
public final class Eventually {

    /** The most that anything is waited for. */
    public static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration PACE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Returns when the condition holds.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if it does not within {@link #LIMIT}
     */
    public static void eventually(BooleanSupplier condition) {
        Awaitility.await().atMost(LIMIT).pollInterval(PACE).until(condition::getAsBoolean);
    }

    /**
     * Returns what a stage ends with.
     *
     * @throws ExecutionException if it fails
     * @throws TimeoutException if it does not end within {@link #LIMIT}
     */
    public static <T> T resultOf(CompletionStage<T> stage)
            throws ExecutionException, InterruptedException, TimeoutException {
        return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
