package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkGlobalTime;

/**
 * The system's clock, put forward by as much as a test says. Thread safe.
 *
 * <p>The SDK signs by the system's clock. A call after a shift of more than 15 minutes is refused once; the SDK then
 * takes the time from the answer's date and tries again, if it may. It keeps the difference for that client and, until
 * {@link #reset}, for those that are built later.
 */
public final class ShiftedClock extends Clock {
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    /** Puts the clock further forward (or back, by a negative amount). */
    public void advance(Duration amount) {
        shift.updateAndGet(before -> before.plus(amount));
    }

    /** Shows the system's time again, to clients of the SDK that are built from now on as well. */
    public void reset() {
        shift.set(Duration.ZERO);
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
