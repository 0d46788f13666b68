package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;

/** Tells triggers that a push needs to be remembered no longer: its build has begun, or somebody took it off the queue. */
@Extension
public final class BegunBuilds extends RunListener<Run<?, ?>> {

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        CodeCommitPushAction action = run.getAction(CodeCommitPushAction.class);
        if (action != null) {
            CodeCommitTriggers.get().begun(run.getParent(), action.getPushId());
        }
    }

    /** Follows the queue. */
    @Extension
    public static final class Cancelled extends QueueListener {

        @Override
        public void onLeft(Queue.LeftItem item) {
            CodeCommitPushAction action = item.getAction(CodeCommitPushAction.class);
            if (action != null && item.isCancelled() && item.task instanceof Job<?, ?> job) {
                CodeCommitTriggers.get().begun(job, action.getPushId());
            }
        }
    }
}
