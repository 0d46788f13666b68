package io.jenkins.plugins.awsdevtools.engine.watch;

/** One thing being watched, from {@link Watcher#watch} until it is cancelled or its time is over. */
public interface Watch {

    /** Ends the watch at once. A call to AWS that is under way goes on and nobody hears its answer. */
    void cancel();

    /** Something probably happened (an event said so): read now instead of at the next tick. */
    void nudge();
}
