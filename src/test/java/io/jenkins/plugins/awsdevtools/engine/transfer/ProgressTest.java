package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
        List<Thread> told = new ArrayList<>();
        CountDownLatch toldTwice = new CountDownLatch(2);
        Callable<Void> task = () -> {
            toldTwice.await();
            return null;
        };

        new Crew(32, Duration.ofMillis(20)).work(Collections.nCopies(32, task).iterator(), () -> {
            told.add(Thread.currentThread());
            toldTwice.countDown();
        });

        assertThat(told).hasSizeGreaterThanOrEqualTo(2).containsOnly(Thread.currentThread());
    }
}
