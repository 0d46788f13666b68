package io.jenkins.plugins.awsdevtools.trigger;

import hudson.model.Cause;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import java.util.function.Function;

/**
 * What a trigger is told as builds of a Jenkins job, which are known by tickets.
 *
 * @param <C> why the job is built
 */
public final class TicketedTarget<C> implements TriggerTarget<C> {

    private final TriggerLog log;
    private final TicketedBuilds builds;
    private final Function<C, Cause> cause;
    private final Function<C, TicketAction> action;

    /**
     * @param cause as the build shows it
     * @param action what the build knows of it, with its id as the ticket
     */
    public TicketedTarget(Job<?, ?> job, TriggerLog log, Function<C, Cause> cause, Function<C, TicketAction> action) {
        this.log = log;
        this.builds = new TicketedBuilds(job);
        this.cause = cause;
        this.action = action;
    }

    @Override
    public boolean isBuildable() {
        return builds.areTaken();
    }

    @Override
    public boolean schedule(C told) {
        return builds.schedule(cause.apply(told), action.apply(told));
    }

    @Override
    public boolean isQueued(String id) {
        return builds.queued(id).isPresent();
    }

    @Override
    public boolean isBegun(String id) {
        return builds.build(id).isPresent();
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
