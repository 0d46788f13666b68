package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;

/** Tells workers that the build of a job has ended. */
@Extension
public final class EndedBuilds extends RunListener<Run<?, ?>> {

    @Override
    public void onFinalized(Run<?, ?> run) {
        PipelineJobAction action = run.getAction(PipelineJobAction.class);
        if (action != null) {
            Workers.get().ended(run.getParent(), action.getTicket(), RunAnswers.of(run));
        }
    }
}
