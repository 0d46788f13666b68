package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import java.time.Instant;

/**
 * What a {@link WorkRun} keeps across restarts. A record of the room adds what else it needs.
 *
 * @param <T> the record itself
 */
public interface WorkRecord<T extends WorkRecord<T>> {

    /** The token of the call that starts the work, or what the work is found again by. Kept so that it starts once. */
    String marker();

    /**
     * When the start was first asked for. Kept because a token of AWS lapses, and because it bounds the search for the
     * work.
     */
    Instant requested();

    /** The work's id; null until AWS has answered. Kept to follow the work. */
    String remoteId();

    /** Whether the work is to be stopped as soon as it is known; kept so that an abort is finished after a restart. */
    boolean aborting();

    /** How far the log was printed; null before the first line. */
    LogPosition log();

    T withRemoteId(String id);

    T withAborting();

    T withLog(LogPosition position);
}
