package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Threads that work off tasks until there are none, one fails, or the caller is interrupted. Tasks are taken from the
 * iterator when a thread is free, so that few exist at once.
 */
public final class Crew {

    private static final Duration PROGRESS = Duration.ofSeconds(3);
    private static final long LAST_MILLIS = 10_000;

    private final int threads;
    private final long progressMillis;

    public Crew(int threads) {
        this(threads, PROGRESS);
    }

    /** @param progress how long progress is not told */
    Crew(int threads, Duration progress) {
        this.threads = threads;
        this.progressMillis = progress.toMillis();
    }

    /**
     * Waits for all. After a failure no further task begins, and those under way are interrupted.
     *
     * @param every called on this thread every few seconds
     * @throws IOException the first failure
     */
    public void work(Iterator<Callable<Void>> tasks, Runnable every) throws IOException, InterruptedException {
        Shift shift = new Shift(tasks);
        List<Thread> all = new ArrayList<>();
        Optional<Callable<Void>> first = shift.next();
        while (first.isPresent() && all.size() < threads) {
            Callable<Void> task = first.get();
            Thread thread = new Thread(() -> shift.run(task), "S3 transfer " + all.size());
            thread.setDaemon(true);
            all.add(thread);
            thread.start();
            first = all.size() < threads ? shift.next() : Optional.empty();
        }
        try {
            for (Thread thread : all) {
                thread.join(progressMillis);
                while (thread.isAlive()) {
                    if (shift.failure() != null) {
                        all.forEach(Thread::interrupt);
                    }
                    every.run();
                    thread.join(progressMillis);
                }
            }
        } finally {
            shift.close();
            all.forEach(Thread::interrupt);
            join(all);
        }
        if (shift.failure() != null) {
            Exception failure = shift.failure();
            throw failure instanceof IOException known ? known : new TransferException(failure.toString(), failure);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LAST_MILLIS);
        }
    }

    /** The tasks that are left. */
    private static final class Shift {
        private final Iterator<Callable<Void>> tasks;
        private Exception failure;
        private boolean closed;

        Shift(Iterator<Callable<Void>> tasks) {
            this.tasks = tasks;
        }

        synchronized Optional<Callable<Void>> next() {
            return closed || failure != null || !tasks.hasNext() ? Optional.empty() : Optional.of(tasks.next());
        }

        synchronized Exception failure() {
            return failure;
        }

        synchronized void close() {
            closed = true;
        }

        private synchronized void failed(Exception reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        void run(Callable<Void> first) {
            Optional<Callable<Void>> task = Optional.of(first);
            while (task.isPresent()) {
                try {
                    task.get().call();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    failed(new TransferException("interrupted"));
                    return;
                } catch (Exception reason) { // the boundary of the thread: told by the one who waits
                    failed(reason);
                    return;
                }
                task = next();
            }
        }
    }
}
