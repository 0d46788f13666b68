package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.codepipeline.trigger.TicketedBuilds;
import io.jenkins.plugins.awsdevtools.codepipeline.trigger.TriggerLog;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeTarget;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.PipelineChange;
import jenkins.model.Jenkins;

/** Changes as builds of a Jenkins job. */
final class ChangeBuilds implements ChangeTarget {

    private final Job<?, ?> job;
    private final TriggerLog log;
    private final TicketedBuilds builds;

    ChangeBuilds(Job<?, ?> job, TriggerLog log) {
        this.job = job;
        this.log = log;
        this.builds = new TicketedBuilds(job);
    }

    /** While Jenkins goes down it begins no builds. */
    @Override
    public boolean isBuildable() {
        return job.isBuildable() && !Jenkins.get().isQuietingDown();
    }

    @Override
    public void schedule(PipelineChange change) {
        builds.schedule(new PipelineChangeCause(change), new PipelineChangeAction(change));
    }

    @Override
    public boolean isKnown(String changeId) {
        return builds.queued(changeId).isPresent() || builds.build(changeId).isPresent();
    }

    @Override
    public void say(String line) {
        log.say(line);
    }

    @Override
    public void polled() {
        log.polled();
    }
}
