package io.jenkins.plugins.awsdevtools.trigger;

import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/** The builds of a job that are known by tickets. */
public final class TicketedBuilds {

    /** So many builds back a ticket is looked for; those before have ended long ago. */
    private static final int MOST_BUILDS = 1000;

    private final Job<?, ?> job;

    public TicketedBuilds(Job<?, ?> job) {
        this.job = job;
    }

    /** Whether a build could be put in the queue now. While Jenkins goes down it begins none. */
    public boolean areTaken() {
        return job.isBuildable() && !Jenkins.get().isQuietingDown();
    }

    /** Whether there is a build with a ticket, or one in the queue. */
    public boolean isKnown(String ticket) {
        return queued(ticket).isPresent() || build(ticket).isPresent();
    }

    /**
     * At once, unless the job says how long to wait: what a ticket is for is exact, so nothing is gained by waiting for
     * more.
     *
     * @return whether the queue took it, or has it already; a job that is disabled or deleted meanwhile gets no build
     */
    public boolean schedule(Cause cause, TicketAction action) {
        List<Action> actions = new ArrayList<>();
        actions.add(new CauseAction(cause));
        actions.add(action);
        ParametersDefinitionProperty parameters = job.getProperty(ParametersDefinitionProperty.class);
        if (parameters != null) {
            actions.add(new ParametersAction(values(parameters, action.variables())));
        }
        int wait = job instanceof AbstractProject<?, ?> project && project.getHasCustomQuietPeriod()
                ? project.getQuietPeriod()
                : 0;
        return ParameterizedJobMixIn.scheduleBuild2(job, wait, actions.toArray(Action[]::new)) != null;
    }

    /** A text parameter with the name of a variable gets its value, the others their defaults. */
    private static List<ParameterValue> values(ParametersDefinitionProperty parameters, Map<String, String> variables) {
        List<ParameterValue> values = new ArrayList<>();
        for (ParameterDefinition definition : parameters.getParameterDefinitions()) {
            String told = variables.get(definition.getName());
            ParameterValue value = told != null && definition instanceof StringParameterDefinition
                    ? new StringParameterValue(definition.getName(), told)
                    : definition.getDefaultParameterValue();
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The item of the queue with a ticket, or one that has left it a moment ago to be built. */
    public Optional<Queue.Item> queued(String ticket) {
        Queue queue = Queue.getInstance();
        // The items of the whole queue are those that the thread's user may see, and threads of triggers have none.
        return Stream.concat(
                        queue.getItems((Queue.Task) job).stream(),
                        queue.getLeftItems().stream().filter(item -> item.task == job && !item.isCancelled()))
                .filter(item -> is(ticket, item.getAction(TicketAction.class)))
                .findFirst();
    }

    /**
     * Takes the build with a ticket off the queue, in one piece: between a look and a cancel Jenkins may put another item
     * for the same build in the place of the one that was seen.
     *
     * @return whether it was in the queue
     */
    public boolean unqueue(String ticket) {
        AtomicBoolean done = new AtomicBoolean();
        Queue.withLock(() ->
                done.set(queued(ticket).filter(Queue.getInstance()::cancel).isPresent()));
        return done.get();
    }

    /** The build with a ticket. */
    public Optional<Run<?, ?>> build(String ticket) {
        int looked = 0;
        for (Run<?, ?> run : job.getBuilds()) {
            if (is(ticket, run.getAction(TicketAction.class))) {
                return Optional.of(run);
            }
            if (++looked == MOST_BUILDS) {
                break;
            }
        }
        return Optional.empty();
    }

    private static boolean is(String ticket, TicketAction action) {
        return action != null && action.getTicket().equals(ticket);
    }
}
