package io.jenkins.plugins.awsdevtools.run;

import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.LogStorage;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The log of a step that goes on while nodes after its own run. Pipeline closes the log that it gives to a step without a
 * block when the next node begins, and refuses to give it again after a restart.
 */
final class OutlivingLog {

    private OutlivingLog() {}

    /**
     * To be called while the node of the step is the last: makes it a node that has a log.
     *
     * @throws IOException if it is not the last any more
     */
    static void begin(StepContext context) throws IOException, InterruptedException {
        context.get(TaskListener.class);
    }

    /** The log of the node, whatever runs now. */
    static TaskListener of(StepContext context) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        FlowExecutionOwner owner = node.getExecution().getOwner();
        return TaskListenerDecorator.apply(
                LogStorage.of(owner).nodeListener(node), owner, context.get(TaskListenerDecorator.class));
    }
}
