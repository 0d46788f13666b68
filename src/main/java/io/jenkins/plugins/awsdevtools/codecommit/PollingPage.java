package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.trigger.TriggerPage;

/** The page of a job that tells which pushes its trigger saw, and what it did. */
public final class PollingPage extends TriggerPage {

    PollingPage(Job<?, ?> job) {
        super(job, CodeCommitTriggers.get());
    }

    @Override
    public String getUrlName() {
        return "codecommit-polling";
    }

    @Override
    protected String title() {
        return Messages.PollingPage_displayName();
    }

    @Override
    protected String polled(String time) {
        return time.isEmpty() ? Messages.PollingPage_neverPolled() : Messages.PollingPage_polled(time);
    }
}
