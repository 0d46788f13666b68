package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;

/** Tells workers that the build of a job has begun, has ended, or was taken off the queue. */
@Extension
public final class EndedBuilds extends RunListener<Run<?, ?>> {

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        PipelineJobAction action = run.getAction(PipelineJobAction.class);
        if (action != null) {
            Workers.get().begun(run.getParent(), action.getTicket());
        }
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        PipelineJobAction action = run.getAction(PipelineJobAction.class);
        if (action != null) {
            Workers.get().ended(run.getParent(), action.getTicket(), RunAnswers.of(run));
        }
    }

    /** Follows the queue. */
    @Extension
    public static final class Cancelled extends QueueListener {

        @Override
        public void onLeft(Queue.LeftItem item) {
            PipelineJobAction action = item.getAction(PipelineJobAction.class);
            if (action != null && item.isCancelled() && item.task instanceof Job<?, ?> job) {
                Workers.get()
                        .ended(
                                job,
                                action.getTicket(),
                                JobAnswer.failure("JobFailed", Messages.EndedBuilds_cancelled(), ""));
            }
        }
    }
}
