package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import java.util.Optional;

/** Who does the jobs, as the ground floor sees it. Called one at a time, on threads that must not be held up. */
public interface WorkerTarget {

    /** What is known of the run of a job after a restart. */
    sealed interface Fate {
        /** It waits to begin. */
        record Waiting() implements Fate {}

        /** It goes on. */
        record Running() implements Fate {}

        /** It has ended, or was lost. */
        record Ended(JobAnswer answer) implements Fate {}
    }

    /** Whether runs could be begun now. While not, no jobs are fetched; CodePipeline keeps them. */
    boolean isBuildable();

    /**
     * Puts a run of the job in the queue.
     *
     * @return whether there is one now; false while whoever does the jobs takes none, and asked again later
     */
    boolean schedule(JobRecord record);

    /** What became of the run of a job; empty if there is none and was none. Asked after a restart. */
    Optional<Fate> fate(String ticket);

    /**
     * CodePipeline does not wait for this job any more: its execution was stopped, or it took too long.
     *
     * @return whether there was a run to stop. While one is between the queue and its beginning there is not; it is asked
     *     again then.
     */
    boolean cancel(String ticket, String reason);

    /** A line of the worker's log: something happened, or something is wrong. */
    void say(String line);

    /** CodePipeline told what there is to do. */
    void polled();
}
