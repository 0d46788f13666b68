package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What sends the requests of one job, and the threads that handle the answers until it is closed. */
public final class Movers implements AutoCloseable {

    /** What an answer takes is short, but for the disk that is read or written on the way. */
    private static final int THREADS = 16;

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "S3 transfer answers");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpMover mover;

    /** @param most requests at once */
    public Movers(int most) {
        this(new Window(most), Clock.systemUTC());
    }

    /**
     * @param most requests at once
     * @param clock by which signatures end
     */
    public Movers(int most, Clock clock) {
        this(new Window(most), clock);
    }

    private Movers(Window window, Clock clock) {
        this.mover = new HttpMover(window, clock, executor);
    }

    /**
     * For files of any size. Of small ones as many requests are under way as are allowed, for the delay of the line is their
     * time; of large ones no more than one for each MiB allowed: that fills the line, and each is sent before its answer
     * is given up.
     */
    public static Movers ofFiles(int most) {
        return new Movers(new Window(most, PartSizes.MIB), Clock.systemUTC());
    }

    public HttpMover mover() {
        return mover;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
