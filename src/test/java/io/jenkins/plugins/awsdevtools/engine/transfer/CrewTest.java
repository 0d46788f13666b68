package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {

    private static final Duration PROGRESS = Duration.ofMillis(20);
    private static final String NO_THREAD = "unable to create native thread";

    private final AtomicInteger done = new AtomicInteger();

    private Iterator<Callable<Void>> tasks(int count) {
        return Collections.<Callable<Void>>nCopies(count, () -> {
                    done.incrementAndGet();
                    return null;
                })
                .iterator();
    }

    private static void work(Crew crew, Iterator<Callable<Void>> tasks) throws IOException, InterruptedException {
        crew.work(tasks, () -> {});
    }

    @Test
    void aTaskThatEndsWithAnErrorFailsTheWhole() {
        Callable<Void> task = () -> {
            throw new NoClassDefFoundError("engine/Sent");
        };

        assertThatThrownBy(() -> work(new Crew(2), List.of(task).iterator()))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("NoClassDefFoundError: engine/Sent");
    }

    @Test
    void aTaskThatCannotBeToldFailsTheWhole() {
        CountDownLatch taken = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Iterator<Callable<Void>> tasks = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Callable<Void> next() {
                if (first.getAndSet(false)) {
                    return () -> {
                        taken.await();
                        return null;
                    };
                }
                throw new OutOfMemoryError("Java heap space");
            }
        };

        assertThatThrownBy(() -> new Crew(1, PROGRESS).work(tasks, taken::countDown))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("Java heap space");
    }

    /** A machine that has no further threads. */
    private static ThreadFactory upTo(int most) {
        AtomicInteger begun = new AtomicInteger();
        return task -> new Thread(task) {
            @Override
            public synchronized void start() {
                if (begun.incrementAndGet() > most) {
                    throw new OutOfMemoryError(NO_THREAD);
                }
                super.start();
            }
        };
    }

    @Test
    void theThreadsThatTheMachineHasDoAllTasks() throws Exception {
        work(new Crew(256, PROGRESS, upTo(2)), tasks(1000));

        assertThat(done).hasValue(1000);
    }

    @Test
    void whereNoThreadStartsNothingIsSaidToBeDone() {
        assertThatThrownBy(() -> work(new Crew(256, PROGRESS, upTo(0)), tasks(3)))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining(NO_THREAD);

        assertThat(done).hasValue(0);
    }
}
