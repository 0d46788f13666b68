package io.jenkins.plugins.awsdevtools.page;

import hudson.ExtensionList;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowGraph;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import java.time.Duration;
import java.util.List;

/** The page "AWS" of a build. It only reads what was recorded; who may see the build may see it. */
public final class FlowAction implements Action {

    private final Run<?, ?> run;

    FlowAction(Run<?, ?> run) {
        this.run = run;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return Messages.FlowAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "aws";
    }

    public List<Flow> getFlows() {
        return FlowRecorder.all(run);
    }

    /** What services add. */
    public List<?> getPanels() {
        return ExtensionList.lookup(FlowPanel.class).stream()
                .flatMap(panel -> panel.of(run).stream())
                .toList();
    }

    /** Whether the page has to be read again. */
    public boolean isRunning() {
        return run.isBuilding();
    }

    /** How long a stage took, for people. */
    public String shownDuration(FlowStage stage) {
        return stage.duration().map(FlowAction::shown).orElse("");
    }

    /** The share of the flow's longest stage, in percent, for the bar. */
    public long share(Flow flow, FlowStage stage) {
        long longest = flow.stages().stream()
                .mapToLong(other -> other.duration().map(Duration::toMillis).orElse(0L))
                .max()
                .orElse(0);
        long own = stage.duration().map(Duration::toMillis).orElse(0L);
        return longest == 0 ? 0 : Math.max(1, own * 100 / longest);
    }

    /** The stages of a flow, drawn by what they depend on. */
    public FlowGraph graph(Flow flow) {
        return FlowGraph.of(flow);
    }

    private static String shown(Duration duration) {
        return hudson.Util.getTimeSpanString(duration.toMillis());
    }
}
