package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;

/** Tells triggers that a change needs to be remembered no longer: its build has begun, or was taken off the queue. */
@Extension
public final class BegunChanges extends RunListener<Run<?, ?>> {

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        PipelineChangeAction action = run.getAction(PipelineChangeAction.class);
        if (action != null) {
            ChangeTriggers.get().begun(run.getParent(), action.getTicket());
        }
    }

    /** Follows the queue. */
    @Extension
    public static final class Cancelled extends QueueListener {

        @Override
        public void onLeft(Queue.LeftItem item) {
            PipelineChangeAction action = item.getAction(PipelineChangeAction.class);
            if (action != null && item.isCancelled() && item.task instanceof Job<?, ?> job) {
                ChangeTriggers.get().begun(job, action.getTicket());
            }
        }
    }
}
