package io.jenkins.plugins.awsdevtools.page;

import hudson.ExtensionList;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowGraph;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.engine.flow.ShownDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** What the stages of a flow are in its service, for people. */
    public String stageHeading(Flow flow) {
        return switch (flow.kind()) {
            case "CodeBuild" ->
                flow.isGraph() ? Messages.FlowAction_stage_CodeBuildBatch() : Messages.FlowAction_stage_CodeBuild();
            case "CodeDeploy" -> Messages.FlowAction_stage_CodeDeploy();
            case "CodePipeline" -> Messages.FlowAction_stage_CodePipeline();
            default -> Messages.FlowAction_stage_other();
        };
    }

    /** A status, for people. */
    public String statusText(FlowStatus status) {
        return switch (status) {
            case WAITING -> Messages.FlowAction_status_WAITING();
            case RUNNING -> Messages.FlowAction_status_RUNNING();
            case SUCCEEDED -> Messages.FlowAction_status_SUCCEEDED();
            case FAILED -> Messages.FlowAction_status_FAILED();
            case STOPPED -> Messages.FlowAction_status_STOPPED();
        };
    }

    /** The symbol that Jenkins has for a status. */
    public String statusIcon(FlowStatus status) {
        return switch (status) {
            case WAITING -> "symbol-status-nobuilt";
            case RUNNING -> "symbol-status-nobuilt-anime";
            case SUCCEEDED -> "symbol-status-blue";
            case FAILED -> "symbol-status-red";
            case STOPPED -> "symbol-status-aborted";
        };
    }

    /** How long a stage took, or takes until now, for people; empty if it has not begun. */
    public String shownDuration(FlowStage stage) {
        return duration(stage).map(FlowAction::shown).orElse("");
    }

    /** The share of the flow's longest stage, in percent, for the bar; 0 if it has not begun. */
    public long share(Flow flow, FlowStage stage) {
        long longest = flow.stages().stream()
                .mapToLong(other -> duration(other).map(Duration::toMillis).orElse(0L))
                .max()
                .orElse(0);
        return longest == 0
                ? 0
                : duration(stage)
                        .map(own -> Math.max(1, own.toMillis() * 100 / longest))
                        .orElse(0L);
    }

    /** As in the log, but what is over within a second is told from what took no time. */
    private static String shown(Duration duration) {
        long millis = duration.toMillis();
        return millis > 0 && millis < 1000 ? millis + " ms" : ShownDuration.of(duration);
    }

    /** Whatever the build does no longer follow has no end that would be known. */
    private Optional<Duration> duration(FlowStage stage) {
        if (stage.started() == null || stage.ended() != null || stage.status().isEnd() || !run.isBuilding()) {
            return stage.duration();
        }
        Duration until = Duration.between(stage.started(), Instant.now());
        return Optional.of(until.isNegative() ? Duration.ZERO : until);
    }

    /** The stages of a flow, drawn by what they depend on. */
    public FlowGraph graph(Flow flow) {
        return FlowGraph.of(flow);
    }
}
