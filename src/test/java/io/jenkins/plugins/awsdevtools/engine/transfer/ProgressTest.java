package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long MIB = 1 << 20;

    @Test
    void filesBytesRateAndRemainingTimeAreOneLine() {
        assertThat(new Progress("upload", 3, 10, 50 * MIB, 200 * MIB, Duration.ofSeconds(10)).line())
                .isEqualTo("upload: 3 of 10 files, 50.0 MiB of 200.0 MiB, 5.0 MiB/s, 30 s left");
        assertThat(new Progress("upload", 0, 1, MIB, 5121 * MIB, Duration.ofMillis(500)).line())
                .isEqualTo("upload: 0 of 1 files, 1.0 MiB of 5.0 GiB, 2.0 MiB/s, 42 min 40 s left");
    }

    @Test
    void beforeTheFirstByteTheRemainingTimeIsNotKnown() {
        assertThat(new Progress("fetch", 0, 2, 0, 100, Duration.ZERO).line())
                .isEqualTo("fetch: 0 of 2 files, 0 B of 100 B, 0 B/s, ? left");
    }

    @Test
    void manyThreadsTellItEveryFewSecondsTogetherAndNotEachOne() throws IOException, InterruptedException {
        AtomicInteger told = new AtomicInteger();
        Callable<Void> task = () -> {
            LockSupport.parkNanos(Duration.ofMillis(3600).toNanos());
            return null;
        };

        new Crew(32).work(Collections.nCopies(32, task).iterator(), told::incrementAndGet);

        assertThat(told.get()).isBetween(1, 3);
    }
}
