package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Gives the ends of mirrored blocks the times that were kept with their beginnings. */
@Extension
public final class MirroredEndListener implements GraphListener.Synchronous {

    @Override
    public void onNewHead(FlowNode node) {
        if (node instanceof BlockEndNode<?> end) {
            MirroredEnd kept = end.getStartNode().getPersistentAction(MirroredEnd.class);
            if (kept != null) {
                MirroredTiming.set(node, kept.time());
            }
        }
    }
}
