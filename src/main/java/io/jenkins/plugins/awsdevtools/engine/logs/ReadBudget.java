package io.jenkins.plugins.awsdevtools.engine.logs;

import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the log reads of all builds together under what an account may make in a region: they are spaced evenly, first
 * come first served.
 *
 * <p>GetLogEvents is limited to 25 requests a second per account and region ("CloudWatch Logs quotas" in the Amazon
 * CloudWatch Logs User Guide); others in the account read logs too, so less than 20 are used. Safe for use by many
 * threads.
 */
public final class ReadBudget {

    /** 55 ms between reads: 18.2 a second. */
    public static final Duration SPACING = Duration.ofMillis(55);

    private final Timing timing;
    private final Duration spacing;
    private final Map<Account, Instant> nextSlots = new HashMap<>();

    /** Whose quota a read is charged to. */
    public record Account(String id, String region) {}

    public ReadBudget(Timing timing) {
        this(timing, SPACING);
    }

    ReadBudget(Timing timing, Duration spacing) {
        this.timing = timing;
        this.spacing = spacing;
    }

    /** A stage that completes when the caller may make one read. */
    public CompletionStage<Void> acquire(Account account) {
        Duration wait;
        synchronized (this) {
            Instant now = timing.now();
            Instant slot = nextSlots.getOrDefault(account, now);
            if (slot.isBefore(now)) {
                slot = now;
            }
            nextSlots.put(account, slot.plus(spacing));
            wait = Duration.between(now, slot);
        }
        return timing.delay(wait);
    }
}
