package io.jenkins.plugins.awsdevtools.engine.watch;

/**
 * What is told about a watched thing. Calls come one at a time, in the order of the readings, on threads of the
 * watcher's timing; they may write to a file but must not wait for anything else. None comes after
 * {@link Watch#cancel} but one that had begun.
 *
 * @param <S> the status
 */
public interface WatchListener<S> {

    /** A reading; the same status may be told many times. */
    void onStatus(S status);

    /** AWS answered and does not know the thing. */
    void onMissing();

    /**
     * Reading failed and is being tried again, more slowly. Told once for each spell of trouble, not for each try; once
     * more if AWS refuses in a spell that began with what passes by itself.
     *
     * @param failure what the SDK threw
     */
    void onTrouble(Throwable failure);

    /** The spell of trouble is over; {@link #onStatus} or {@link #onMissing} follows. */
    void onRecovered();

    /** The time given to the watch is over. The watch has ended. */
    void onDeadline();
}
