package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.model.Action;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** When something began in AWS, in place of when Jenkins noticed it. Saved with the node of the graph. */
public final class MirroredTiming extends TimingAction {

    private final long time;

    /** @param time in milliseconds since 1970 */
    MirroredTiming(long time) {
        this.time = time;
    }

    @Override
    public long getStartTime() {
        return time;
    }

    /** The node began then. */
    static void set(FlowNode node, long time) {
        List<Action> known = node.getActions().stream()
                .filter(TimingAction.class::isInstance)
                .toList();
        node.getActions().removeAll(known);
        node.addAction(new MirroredTiming(time));
    }
}
