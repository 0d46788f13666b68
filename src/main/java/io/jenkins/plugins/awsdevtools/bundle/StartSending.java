package io.jenkins.plugins.awsdevtools.bundle;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.bundle.BundleReceiver;
import io.jenkins.plugins.awsdevtools.engine.bundle.BundleSender;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import java.io.File;
import java.io.IOException;
import jenkins.MasterToSlaveFileCallable;

/** Begins to send a workspace, on the agent that has it. */
final class StartSending extends MasterToSlaveFileCallable<Stoppable> {

    private static final long serialVersionUID = 1L;

    private final Selection selection;
    private final BundleReceiver receiver;

    /** @param receiver exported to the agent's channel */
    StartSending(Selection selection, BundleReceiver receiver) {
        this.selection = selection;
        this.receiver = receiver;
    }

    @Override
    public Stoppable invoke(File workspace, VirtualChannel channel) throws IOException {
        return AgentThread.start(
                new BundleSender(workspace.toPath(), selection, receiver), "AWS bundle of " + workspace, channel);
    }
}
