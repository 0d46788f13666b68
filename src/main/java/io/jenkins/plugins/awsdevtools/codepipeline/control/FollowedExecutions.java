package io.jenkins.plugins.awsdevtools.codepipeline.control;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The executions that a build followed, and what was done to them from its page; kept with the build. */
public final class FollowedExecutions extends InvisibleAction {

    private static final Logger LOGGER = Logger.getLogger(FollowedExecutions.class.getName());

    private final List<FollowedExecution> executions = new CopyOnWriteArrayList<>();
    private final List<String> history = new CopyOnWriteArrayList<>();

    /** A build follows an execution. Without effect if that is known. */
    public static void add(Run<?, ?> run, FollowedExecution execution) {
        FollowedExecutions known;
        synchronized (run) {
            known = run.getAction(FollowedExecutions.class);
            if (known == null) {
                known = new FollowedExecutions();
                run.addAction(known);
            }
        }
        if (!known.executions.contains(execution)) {
            known.executions.add(execution);
            save(run);
        }
    }

    void note(Run<?, ?> run, String line) {
        history.add(line);
        save(run);
    }

    private static void save(Run<?, ?> run) {
        try {
            run.save();
        } catch (IOException unwritable) {
            LOGGER.log(Level.WARNING, unwritable, () -> "Cannot keep what " + run + " follows");
        }
    }

    List<FollowedExecution> all() {
        return List.copyOf(executions);
    }

    Optional<FollowedExecution> byId(String id) {
        return executions.stream()
                .filter(execution -> execution.getId().equals(id))
                .findFirst();
    }

    List<String> history() {
        return List.copyOf(history);
    }
}
