package io.jenkins.plugins.awsdevtools.codepipeline.control;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.page.FlowPanel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.TransientActionFactory;

/** Gives the buttons to the builds that followed an execution, and to their pages. */
@Extension
@SuppressWarnings("rawtypes") // the type that Jenkins looks for
public final class PipelineControls extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run run) {
        return action(run).map(List::of).orElse(List.of());
    }

    private static Optional<PipelineControlAction> action(Run<?, ?> run) {
        // Not by getAction, which would ask the factories of actions, this one too.
        return run.getActions().stream()
                .filter(FollowedExecutions.class::isInstance)
                .map(FollowedExecutions.class::cast)
                .findFirst()
                .map(followed -> new PipelineControlAction(run, followed));
    }

    /** The buttons below the pictures. */
    @Extension
    public static final class Panel implements FlowPanel {

        @Override
        public Optional<?> of(Run<?, ?> run) {
            return action(run).filter(action -> action.isAllowed() || action.isStopAllowed());
        }
    }
}
