package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Push;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushTarget;
import io.jenkins.plugins.awsdevtools.trigger.TicketedBuilds;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;

/** Pushes as builds of a Jenkins job. */
final class PushBuilds implements PushTarget {

    private final TriggerLog log;
    private final TicketedBuilds builds;

    PushBuilds(Job<?, ?> job, TriggerLog log) {
        this.log = log;
        this.builds = new TicketedBuilds(job);
    }

    @Override
    public boolean isBuildable() {
        return builds.areTaken();
    }

    @Override
    public void schedule(Push push) {
        builds.schedule(new CodeCommitPushCause(push), new CodeCommitPushAction(push));
    }

    @Override
    public boolean isKnown(String pushId) {
        return builds.isKnown(pushId);
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
