package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** The page of a job that tells what its trigger saw and did. It names repositories and permissions: not for everybody. */
public final class PollingLogAction implements Action, StaplerProxy {

    /** Who may configure a job may read it too. */
    private static final Permission READ = Item.EXTENDED_READ;

    private final Job<?, ?> job;

    PollingLogAction(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return job.hasPermission(READ) ? "symbol-document-text" : null;
    }

    @Override
    public String getDisplayName() {
        return job.hasPermission(READ) ? Messages.PollingLogAction_displayName() : null;
    }

    @Override
    public String getUrlName() {
        return "codecommit-polling";
    }

    @Override
    public Object getTarget() {
        job.checkPermission(READ);
        return this;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    public String getText() {
        return PollingLog.of(job).text();
    }

    /** When AWS told the branches last, or an empty text. */
    public String getLastPolled() {
        return CodeCommitTriggers.get().lastPolled(job);
    }

    public boolean isPollAllowed() {
        return job.hasPermission(Item.BUILD);
    }

    /** Reads the branches now. */
    @POST
    public HttpResponse doPoll() {
        job.checkPermission(Item.BUILD);
        CodeCommitTrigger trigger = CodeCommitTrigger.of(job);
        if (trigger != null) {
            CodeCommitTriggers.get().poll(trigger);
        }
        return HttpRedirect.DOT;
    }
}
