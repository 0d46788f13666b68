package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.trigger.TriggerPage;

/** The page of a job that tells which changes of pipelines its trigger saw, and what it did. */
public final class ChangePage extends TriggerPage {

    ChangePage(Job<?, ?> job) {
        super(job, ChangeTriggers.get());
    }

    @Override
    public String getUrlName() {
        return "codepipeline-changes";
    }

    @Override
    protected String title() {
        return Messages.ChangePage_displayName();
    }

    @Override
    protected String polled(String time) {
        return time.isEmpty() ? Messages.ChangePage_neverPolled() : Messages.ChangePage_polled(time);
    }
}
