package io.jenkins.plugins.awsdevtools.engine.events;

import io.jenkins.plugins.awsdevtools.engine.codecommit.BranchKey;
import io.jenkins.plugins.awsdevtools.engine.codecommit.RepositoryKey;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineKey;
import io.jenkins.plugins.awsdevtools.engine.ecs.ServiceKey;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.util.Objects;

/** Has the watcher read at once what an event is about. */
public final class EventNudges {

    private final Watcher watcher;

    public EventNudges(Watcher watcher) {
        this.watcher = Objects.requireNonNull(watcher);
    }

    /** @return whether anybody watches it */
    public boolean nudge(AwsEvent event) {
        AwsEvent.Subject subject = event.subject();
        if (subject instanceof AwsEvent.BranchChanged branch) {
            boolean watched = watcher.nudge(new BranchKey(branch.repository(), branch.branch()));
            // The list finds a branch that is new, also one whose making nobody told of.
            return watched && branch.moved() || watcher.nudge(new RepositoryKey(branch.repository())) || watched;
        }
        if (subject instanceof AwsEvent.BuildChanged build) {
            return watcher.nudge(build.id());
        }
        if (subject instanceof AwsEvent.DeploymentChanged deployment) {
            return watcher.nudge(deployment.id());
        }
        if (subject instanceof AwsEvent.ExecutionChanged execution) {
            boolean pipeline = watcher.nudge(new PipelineKey(execution.pipeline()));
            return watcher.nudge(execution.execution()) || pipeline;
        }
        if (subject instanceof AwsEvent.ServiceChanged service) {
            return watcher.nudge(new ServiceKey(service.cluster(), service.service()));
        }
        return false;
    }
}
