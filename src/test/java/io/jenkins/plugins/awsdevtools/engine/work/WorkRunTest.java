package io.jenkins.plugins.awsdevtools.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** What a room throws, wherever it throws it, ends its run: a run that hangs is the worst of all ends. */
class WorkRunTest {

    /** Where a room's code is called. */
    private enum Place {
        START,
        STARTED,
        EXPLAIN,
        STATUS,
        ANSWER,
        STOP,
        STOPPED,
        RELEASE
    }

    /** A fault of the room, and an error, which a handler that catches exceptions alone would lose. */
    private static final class Fault extends LinkageError {
        private static final long serialVersionUID = 1L;
    }

    private record Kept(String marker, Instant requested, String remoteId, boolean aborting, LogPosition log)
            implements WorkRecord<Kept> {
        @Override
        public Kept withRemoteId(String id) {
            return new Kept(marker, requested, id, aborting, log);
        }

        @Override
        public Kept withAborting() {
            return new Kept(marker, requested, remoteId, true, log);
        }

        @Override
        public Kept withLog(LogPosition position) {
            return new Kept(marker, requested, remoteId, aborting, position);
        }
    }

    private static final class NoLog implements LineSink {
        @Override
        public void print(String line) {}

        @Override
        public void flush() {}

        @Override
        public long linesHeld() {
            return 0;
        }
    }

    private static final class Statuses implements StatusSource<String, String> {
        @Override
        public String operation() {
            return "test:Status";
        }

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public CompletionStage<Map<String, String>> read(List<String> keys) {
            return CompletableFuture.completedFuture(
                    keys.stream().collect(Collectors.toMap(key -> key, key -> "running")));
        }
    }

    /** A room that fails in one place and does its work well everywhere else. */
    private static final class Room extends WorkRun<String, String, Kept> {

        private final Place faulty;
        private boolean stopped;

        Room(WorkContext context, Place faulty, Journal<Kept> journal) {
            super(context, anAccess(), "codebuild", journal, new NoLog());
            this.faulty = faulty;
        }

        private static AwsAccess anAccess() {
            return new AwsAccess(
                    new CredentialSource.Supplied("key", () -> AwsBasicCredentials.create("key", "secret")),
                    Optional.empty(),
                    Region.EU_WEST_1,
                    Optional.empty(),
                    Optional.empty(),
                    1);
        }

        private void passing(Place place) {
            if (place == faulty) {
                throw new Fault();
            }
        }

        @Override
        protected StartRules startRules() {
            return new StartRules(Duration.ofMinutes(4), Duration.ZERO, Duration.ofMinutes(30));
        }

        @Override
        protected Kept freshRecord(String marker, Instant now) {
            return new Kept(marker, now, null, false, null);
        }

        @Override
        protected CompletionStage<String> callStart() {
            passing(Place.START);
            return faulty == Place.EXPLAIN
                    ? CompletableFuture.failedFuture(new IllegalStateException("refused"))
                    : CompletableFuture.completedFuture("started");
        }

        @Override
        protected String startOperation() {
            return "test:Start";
        }

        @Override
        protected CompletionStage<Optional<String>> find() {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        protected String findOperation() {
            return "test:Find";
        }

        @Override
        protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
            passing(Place.EXPLAIN);
            return super.explain(refusal);
        }

        @Override
        protected String idOf(String status) {
            return "id";
        }

        @Override
        protected void onStarted(String status) {
            passing(Place.STARTED);
        }

        @Override
        protected StatusSource<String, String> statusSource() {
            return new Statuses();
        }

        @Override
        protected Duration watchPatience() {
            return Duration.ofHours(1);
        }

        @Override
        protected void onStatus(String status) {
            passing(Place.STATUS);
            if (faulty == Place.ANSWER) {
                inOrder(CompletableFuture.completedFuture("an answer"), (answer, failure) -> passing(Place.ANSWER));
            } else if (faulty == Place.RELEASE) {
                finish("done");
            }
        }

        @Override
        protected boolean stopsOnAbort() {
            return true;
        }

        @Override
        protected CompletionStage<?> callStop(String remoteId) {
            passing(Place.STOP);
            stopped = true;
            return CompletableFuture.completedFuture("stopped");
        }

        @Override
        protected String stopOperation() {
            return "test:Stop";
        }

        @Override
        protected String resource() {
            return "resource";
        }

        @Override
        protected void onStopped(String remoteId) {
            passing(Place.STOPPED);
            super.onStopped(remoteId);
        }

        @Override
        protected void release() {
            passing(Place.RELEASE);
        }
    }

    private final VirtualTiming timing = new VirtualTiming();

    private Room begin(Place faulty) {
        return begin(faulty, Journal.inMemory());
    }

    private Room begin(Place faulty, Journal<Kept> journal) {
        Watcher watcher = new Watcher(timing, new Random(1), () -> WatchPacing.DEFAULT);
        Room room = new Room(
                new WorkContext(null, watcher, null, timing, new Random(2), null, () -> "marker"), faulty, journal);
        room.begin();
        timing.advance(Duration.ofSeconds(1));
        return room;
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"START", "STARTED", "EXPLAIN", "STATUS", "ANSWER"})
    void aFaultOfTheRoomEndsItsRun(Place place) {
        CompletableFuture<String> result = begin(place).result().toCompletableFuture();
        assertThat(result).isCompletedExceptionally();
        assertThatThrownBy(result::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Fault.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"STOP", "STOPPED"})
    void aFaultWhileItIsStoppedEndsItsRun(Place place) {
        Room room = begin(place);
        assertThat(room.result().toCompletableFuture()).isNotDone();
        room.abort();
        timing.advance(Duration.ofSeconds(1));
        assertThatThrownBy(room.result().toCompletableFuture()::join).hasCauseInstanceOf(Fault.class);
    }

    /** As on a disk that is full from some moment on. */
    private static final class FullDisk implements Journal<Kept> {
        private final Journal<Kept> before = Journal.inMemory();
        private boolean full;

        @Override
        public Optional<Kept> load() {
            return before.load();
        }

        @Override
        public void save(Kept value) {
            if (full) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
            before.save(value);
        }
    }

    @Test
    void anAbortThatCannotBeKeptStopsTheWorkAllTheSame() {
        FullDisk disk = new FullDisk();
        Room room = begin(null, disk);
        disk.full = true;
        room.abort();
        timing.advance(Duration.ofSeconds(1));
        assertThat(room.stopped).isTrue();
        assertThat(room.result().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aFaultWhileARunLetsGoDoesNotKeepItsResultFromBeingTold() {
        assertThat(begin(Place.RELEASE).result().toCompletableFuture()).isCompletedWithValue("done");
    }
}
