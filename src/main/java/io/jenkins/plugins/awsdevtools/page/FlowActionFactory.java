package io.jenkins.plugins.awsdevtools.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the page to every build that did something in AWS. */
@Extension
public final class FlowActionFactory extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run run) {
        return FlowRecorder.hasAny(run) ? List.of(new FlowAction(run)) : List.of();
    }
}
