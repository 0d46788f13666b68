package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeTarget;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.PipelineChange;
import io.jenkins.plugins.awsdevtools.trigger.TicketedBuilds;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;

/** Changes as builds of a Jenkins job. */
final class ChangeBuilds implements ChangeTarget {

    private final TriggerLog log;
    private final TicketedBuilds builds;

    ChangeBuilds(Job<?, ?> job, TriggerLog log) {
        this.log = log;
        this.builds = new TicketedBuilds(job);
    }

    @Override
    public boolean isBuildable() {
        return builds.areTaken();
    }

    @Override
    public void schedule(PipelineChange change) {
        builds.schedule(new PipelineChangeCause(change), new PipelineChangeAction(change));
    }

    @Override
    public boolean isKnown(String changeId) {
        return builds.isKnown(changeId);
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
