package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.time.Clock;

/** What sends the requests of one job, over connections that are its own until it is closed. */
public final class Movers implements AutoCloseable {

    /** Bytes. */
    private static final long UNDER_WAY = 128 * PartSizes.MIB;

    private final HttpWire wire;
    private final HttpMover mover;

    /** @param most requests at once */
    public Movers(int most) {
        this(most, Clock.systemUTC());
    }

    /**
     * @param most requests at once
     * @param clock by which signatures end
     */
    public Movers(int most, Clock clock) {
        this(new Window(most), most, clock);
    }

    private Movers(Window window, int most, Clock clock) {
        this.wire = new HttpWire(most);
        this.mover = new HttpMover(window, clock, wire);
    }

    /**
     * For files of any size. Of small ones as many requests are under way as are allowed, for the delay of the line is their
     * time; of large ones 128 MiB: that fills the line, and each is sent before its answer is given up.
     */
    public static Movers ofFiles(int most) {
        return new Movers(new Window(most, UNDER_WAY / most), most, Clock.systemUTC());
    }

    public HttpMover mover() {
        return mover;
    }

    /** Cuts what is under way. */
    @Override
    public void close() {
        wire.close();
    }
}
