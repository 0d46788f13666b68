package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is done, for the progress that is told every few seconds. */
final class Meter {

    private final String what;
    private final long allFiles;
    private final long allBytes;
    private final Clock clock;
    private final Instant started;
    private final LongAdder files = new LongAdder();
    private final LongAdder unverified = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    Meter(String what, long allFiles, long allBytes, Clock clock) {
        this.what = what;
        this.allFiles = allFiles;
        this.allBytes = allBytes;
        this.clock = clock;
        this.started = clock.instant();
    }

    void file() {
        files.increment();
    }

    /** A file whose content is not what its ETag says, if that is an MD5. */
    void unverified() {
        unverified.increment();
    }

    long unverifiedFiles() {
        return unverified.sum();
    }

    void bytes(long more) {
        bytes.add(more);
    }

    Progress progress() {
        return new Progress(
                what, files.sum(), allFiles, bytes.sum(), allBytes, Duration.between(started, clock.instant()));
    }
}
