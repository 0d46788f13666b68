package io.jenkins.plugins.awsdevtools.trigger;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.List;
import java.util.Map;

/**
 * What a build knows of why it was started: variables, and a ticket that tells it from all others, so that nothing is
 * built twice. Kept with the queue's item and with the build.
 */
public abstract class TicketAction extends InvisibleAction implements EnvironmentContributingAction, Queue.QueueAction {

    private final String ticket;

    protected TicketAction(String ticket) {
        this.ticket = ticket;
    }

    public final String getTicket() {
        return ticket;
    }

    /** The environment variables of the build, which text parameters of their names get too. */
    public abstract Map<String, String> variables();

    /** The build has begun, so that the trigger need not remember it any more. */
    protected abstract void onBegun(Job<?, ?> job);

    /** Somebody took it off the queue; it will not be built. */
    protected void onCancelled(Job<?, ?> job) {
        onBegun(job);
    }

    @Override
    public final void buildEnvironment(Run<?, ?> run, EnvVars environment) {
        environment.putAll(variables());
    }

    /** Each ticket has a build of its own. */
    @Override
    public final boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .noneMatch(action -> action instanceof TicketAction other && other.ticket.equals(ticket));
    }
}
