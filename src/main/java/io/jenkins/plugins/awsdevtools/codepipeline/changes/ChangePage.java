package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeWatch;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** The page of a job that tells what its trigger saw and did. It names pipelines and permissions: not for everybody. */
public final class ChangePage implements Action, StaplerProxy {

    /** Who may configure a job may read it too. */
    private static final Permission READ = Item.EXTENDED_READ;

    private final Job<?, ?> job;

    ChangePage(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return job.hasPermission(READ) ? "symbol-document-text" : null;
    }

    @Override
    public String getDisplayName() {
        return job.hasPermission(READ) ? Messages.ChangePage_displayName() : null;
    }

    @Override
    public String getUrlName() {
        return "codepipeline-changes";
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
        return ChangeTriggers.get().log(job).text();
    }

    /** When AWS told the pipelines last, or an empty text. */
    public String getLastPolled() {
        return ChangeTriggers.get().lastPolled(job);
    }

    public boolean isPollAllowed() {
        return job.hasPermission(Item.BUILD);
    }

    /** Reads the pipelines now. */
    @POST
    public HttpResponse doPoll() {
        job.checkPermission(Item.BUILD);
        ChangeWatch watch = ChangeTriggers.get().running(job);
        if (watch != null) {
            watch.poll();
        }
        return HttpRedirect.DOT;
    }
}
