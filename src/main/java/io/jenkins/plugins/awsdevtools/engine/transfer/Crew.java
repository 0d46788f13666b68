package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that work off tasks until there are none, one fails, or the caller is interrupted. Tasks are taken from the
 * iterator when a thread is free, so that few exist at once.
 */
public final class Crew {

    private static final Duration PROGRESS = Duration.ofSeconds(3);
    private static final long LAST_MILLIS = 10_000;

    private final int threads;
    private final long progressMillis;
    private final ThreadFactory factory;

    public Crew(int threads) {
        this(threads, PROGRESS);
    }

    /** @param progress how long progress is not told */
    Crew(int threads, Duration progress) {
        this(threads, progress, Thread::new);
    }

    /**
     * @param progress how long progress is not told
     * @param factory of threads, which need not start
     */
    Crew(int threads, Duration progress, ThreadFactory factory) {
        this.threads = threads;
        this.progressMillis = progress.toMillis();
        this.factory = factory;
    }

    /**
     * Waits for all. After a failure no further task begins, and those under way are interrupted. If the machine has not as
     * many threads, those that it has do all.
     *
     * @param every called on this thread every few seconds
     * @throws IOException the first failure; also an error such as a lack of memory, for a task that ended with it is not done
     */
    public void work(Iterator<Callable<Void>> tasks, Runnable every) throws IOException, InterruptedException {
        Shift shift = new Shift(tasks);
        List<Thread> all = new ArrayList<>();
        try {
            begin(shift, all);
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
            Throwable failure = shift.failure();
            throw failure instanceof IOException known ? known : new TransferException(failure.toString(), failure);
        }
    }

    private void begin(Shift shift, List<Thread> all) throws TransferException {
        Optional<Thread> begun = shift.begin(factory, 0);
        while (begun.isPresent()) {
            all.add(begun.get());
            begun = all.size() < threads ? shift.begin(factory, all.size()) : Optional.empty();
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
        private Callable<Void> givenBack;
        private Throwable failure;
        private boolean closed;

        Shift(Iterator<Callable<Void>> tasks) {
            this.tasks = tasks;
        }

        private synchronized Optional<Callable<Void>> next() {
            if (closed || failure != null) {
                return Optional.empty();
            }
            if (givenBack != null) {
                Callable<Void> task = givenBack;
                givenBack = null;
                return Optional.of(task);
            }
            return tasks.hasNext() ? Optional.of(tasks.next()) : Optional.empty();
        }

        /**
         * Starts a thread if there is a task for it. Nobody finds the tasks at their end meanwhile, so that the task of a
         * thread that does not start is done by another one.
         *
         * @param before how many threads have begun
         * @throws TransferException if there is none to do the task
         */
        synchronized Optional<Thread> begin(ThreadFactory factory, int before) throws TransferException {
            Optional<Callable<Void>> first = next();
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Thread thread = factory.newThread(() -> run(first.get()));
            thread.setName("S3 transfer " + before);
            thread.setDaemon(true);
            try {
                thread.start();
                return Optional.of(thread);
            } catch (OutOfMemoryError noThread) { // what Thread.start says where the number of threads is limited
                if (before == 0) {
                    throw new TransferException(noThread.toString(), noThread);
                }
                givenBack = first.get();
                return Optional.empty();
            }
        }

        synchronized Throwable failure() {
            return failure;
        }

        synchronized void close() {
            closed = true;
        }

        private synchronized void failed(Throwable reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        private void run(Callable<Void> first) {
            try {
                for (Optional<Callable<Void>> task = Optional.of(first); task.isPresent(); task = next()) {
                    task.get().call();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                failed(new TransferException("interrupted"));
            } catch (Throwable reason) { // the boundary of the thread: told by the one who waits
                failed(reason);
            }
        }
    }
}
