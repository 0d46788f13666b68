package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.AbstractProject;
import hudson.model.Action;
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
import io.jenkins.plugins.awsdevtools.engine.codecommit.Push;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.ParameterizedJobMixIn;

/** Builds a job for pushes. */
final class JobTarget implements PushTarget {

    /** So many builds back a push is looked for after a restart; those before have begun long ago. */
    private static final int MOST_BUILDS = 200;

    private final Job<?, ?> job;
    private final PollingLog log;

    JobTarget(Job<?, ?> job, PollingLog log) {
        this.job = job;
        this.log = log;
    }

    @Override
    public boolean isBuildable() {
        return job.isBuildable();
    }

    /** At once: the push is exact, so nothing is gained by waiting for more, unless the job says how long to wait. */
    @Override
    public void schedule(Push push) {
        List<Action> actions = new ArrayList<>();
        CodeCommitPushAction action = new CodeCommitPushAction(push);
        actions.add(new CauseAction(new CodeCommitPushCause(push)));
        actions.add(action);
        ParametersDefinitionProperty parameters = job.getProperty(ParametersDefinitionProperty.class);
        if (parameters != null) {
            actions.add(new ParametersAction(values(parameters, action.variables())));
        }
        int wait = job instanceof AbstractProject<?, ?> project && project.getHasCustomQuietPeriod()
                ? project.getQuietPeriod()
                : 0;
        ParameterizedJobMixIn.scheduleBuild2(job, wait, actions.toArray(Action[]::new));
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

    @Override
    public boolean isKnown(String pushId) {
        Queue queue = Queue.getInstance();
        Stream<Queue.Item> items = Stream.concat(Arrays.stream(queue.getItems()), queue.getLeftItems().stream());
        if (items.anyMatch(item -> item.task == job && is(pushId, item.getAction(CodeCommitPushAction.class)))) {
            return true;
        }
        int looked = 0;
        for (Run<?, ?> run : job.getBuilds()) {
            if (is(pushId, run.getAction(CodeCommitPushAction.class))) {
                return true;
            }
            if (++looked == MOST_BUILDS) {
                return false;
            }
        }
        return false;
    }

    private static boolean is(String pushId, CodeCommitPushAction action) {
        return action != null && action.getPushId().equals(pushId);
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
