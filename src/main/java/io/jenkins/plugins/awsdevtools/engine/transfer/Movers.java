package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What sends the requests of one job, and the threads that handle the answers until it is closed. */
public final class Movers implements AutoCloseable {

    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "S3 transfer answers");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpMover mover;

    /** @param most requests at once */
    public Movers(int most) {
        this.mover = new HttpMover(new Window(most), Clock.systemUTC(), executor);
    }

    public HttpMover mover() {
        return mover;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
