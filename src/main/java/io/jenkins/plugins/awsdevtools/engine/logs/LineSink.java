package io.jenkins.plugins.awsdevtools.engine.logs;

/**
 * Where lines are printed, such as the log of a Jenkins build.
 *
 * <p>Used by one thread at a time.
 */
public interface LineSink {

    /**
     * Prints one line, to which the sink adds the line's end.
     *
     * @param line without a line end; of any length
     */
    void print(String line);

    /** Hands everything printed so far to the operating system, so that it outlives this process. */
    void flush();

    /**
     * How many lines this sink holds that were printed by it or, before a restart, by its predecessor. Asked when a log
     * is resumed only, so that it may be slow.
     */
    long linesHeld();
}
