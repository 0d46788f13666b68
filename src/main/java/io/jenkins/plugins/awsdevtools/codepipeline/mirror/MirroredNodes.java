package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionEnd;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageProgress;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * The nodes around a step of a mirror, which get the results and times that AWS tells. Results are set as {@code catchError}
 * sets them, so that whatever shows a Pipeline shows them.
 */
final class MirroredNodes {

    /**
     * The tag by which Pipeline marks a stage that was not run, and the value that all viewers understand
     * ({@code StageStatus} of Pipeline: Model Definition).
     */
    private static final String STATUS_TAG = "STAGE_STATUS";

    private static final String NOT_RUN = "SKIPPED_FOR_CONDITIONAL";

    /** Around the step of an action: its branch and the parallel step, the stage and the stage step. */
    private static final int ACTION_BLOCKS = 2;

    private static final int STAGE_BLOCKS = 2;

    private final FlowNode step;

    MirroredNodes(FlowNode step) {
        this.step = step;
    }

    /** The step is the first in its stage. */
    void stageEntered(StageProgress stage) {
        around(0, STAGE_BLOCKS).forEach(node -> begins(node, stage.started()));
        begins(step, stage.started());
    }

    /** The step is the first in its stage. */
    void stageNotRun() {
        around(0, 1).forEach(MirroredNodes::notRun);
    }

    /** The step is that of the action. */
    void actionEnded(ActionEnd end) {
        end.action()
                .ifPresentOrElse(
                        action -> {
                            if (!action.succeeded()) {
                                Result result = end.abandoned() || !action.ended() ? Result.ABORTED : Result.FAILURE;
                                step.addOrReplaceAction(new WarningAction(result).withMessage(end.reason()));
                            }
                            begins(step, action.started());
                            around(0, ACTION_BLOCKS).forEach(node -> {
                                begins(node, action.started());
                                ends(node, action.changed());
                            });
                        },
                        () -> around(0, 1).forEach(MirroredNodes::notRun));
        end.stage()
                .ifPresent(stage -> around(ACTION_BLOCKS, STAGE_BLOCKS).forEach(node -> ends(node, stage.changed())));
    }

    private List<? extends BlockStartNode> around(int skipped, int count) {
        return step.getEnclosingBlocks().stream().skip(skipped).limit(count).toList();
    }

    private static void notRun(FlowNode node) {
        TagsAction tags = new TagsAction();
        tags.addTag(STATUS_TAG, NOT_RUN);
        node.addOrReplaceAction(tags);
    }

    /** Several actions are in one block: the first of them begins it. */
    private static void begins(FlowNode node, Instant time) {
        if (time == null) {
            return;
        }
        TimingAction known = node.getPersistentAction(TimingAction.class);
        long begun = known instanceof MirroredTiming mirrored
                ? Math.min(mirrored.getStartTime(), time.toEpochMilli())
                : time.toEpochMilli();
        MirroredTiming.set(node, begun);
    }

    /** Several actions are in one block: the last of them ends it. */
    private static void ends(FlowNode node, Instant time) {
        if (time == null) {
            return;
        }
        MirroredEnd known = node.getPersistentAction(MirroredEnd.class);
        long ended = known == null ? time.toEpochMilli() : Math.max(known.time(), time.toEpochMilli());
        node.addOrReplaceAction(new MirroredEnd(ended));
    }
}
