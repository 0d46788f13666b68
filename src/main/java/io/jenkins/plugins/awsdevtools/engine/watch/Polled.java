package io.jenkins.plugins.awsdevtools.engine.watch;

/** What asks AWS again and again, and may be told to ask at once. */
public interface Polled {

    /** Asks now. */
    void poll();
}
