package io.jenkins.plugins.awsdevtools.trigger;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;

/** Tells each {@link TicketAction} what becomes of its build. */
@Extension
public final class TicketListener extends RunListener<Run<?, ?>> {

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        run.getActions(TicketAction.class).forEach(action -> action.onBegun(run.getParent()));
    }

    /** Follows the queue. */
    @Extension
    public static final class Cancelled extends QueueListener {

        @Override
        public void onLeft(Queue.LeftItem item) {
            if (item.isCancelled() && item.task instanceof Job<?, ?> job) {
                item.getActions(TicketAction.class).forEach(action -> action.onCancelled(job));
            }
        }
    }
}
