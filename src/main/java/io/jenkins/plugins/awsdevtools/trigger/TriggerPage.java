package io.jenkins.plugins.awsdevtools.trigger;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.Permission;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of a job that tells what its trigger saw and did. It names things of AWS and permissions: not for everybody. A
 * kind of trigger may add buttons in a view {@code buttons.jelly}.
 */
public abstract class TriggerPage implements Action, StaplerProxy {

    /** Who may configure a job may read it too. */
    private static final Permission READ = Item.EXTENDED_READ;

    private final Job<?, ?> job;
    private final RunningTriggers<?, ?> triggers;

    protected TriggerPage(Job<?, ?> job, RunningTriggers<?, ?> triggers) {
        this.job = job;
        this.triggers = triggers;
    }

    protected abstract String title();

    /**
     * When AWS answered last, in a sentence.
     *
     * @param time empty if it did not since Jenkins was started
     */
    protected abstract String polled(String time);

    @Override
    public final String getIconFileName() {
        return job.hasPermission(READ) ? "symbol-document-text" : null;
    }

    @Override
    public final String getDisplayName() {
        return job.hasPermission(READ) ? title() : null;
    }

    @Override
    public final Object getTarget() {
        job.checkPermission(READ);
        return this;
    }

    public final Job<?, ?> getJob() {
        return job;
    }

    public final String getText() {
        return triggers.log(job).text();
    }

    public final String getPolled() {
        return polled(triggers.lastPolled(job));
    }

    public final boolean isPollAllowed() {
        return job.hasPermission(Item.BUILD);
    }

    /** Asks AWS now. */
    @POST
    public final HttpResponse doPoll() {
        job.checkPermission(Item.BUILD);
        triggers.poll(job);
        return HttpRedirect.DOT;
    }
}
