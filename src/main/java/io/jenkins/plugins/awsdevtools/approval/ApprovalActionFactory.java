package io.jenkins.plugins.awsdevtools.approval;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.page.FlowPanel;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.TransientActionFactory;

/** Gives the page of approvals to builds that run, and to those that ran in AWS: an answer may come too late. */
@Extension
@SuppressWarnings("rawtypes") // the type that Jenkins looks for
public final class ApprovalActionFactory extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run run) {
        return run.isBuilding() || FlowRecorder.hasAny(run) ? List.of(new ApprovalAction(run)) : List.of();
    }

    /** What waits, above the pictures of the build. */
    @Extension
    public static final class Notice implements FlowPanel {

        @Override
        public Optional<?> of(Run<?, ?> run) {
            return Optional.of(new ApprovalAction(run));
        }
    }
}
