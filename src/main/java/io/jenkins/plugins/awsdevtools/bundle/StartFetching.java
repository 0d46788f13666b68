package io.jenkins.plugins.awsdevtools.bundle;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFeed;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFetcher;
import java.io.File;
import jenkins.MasterToSlaveFileCallable;

/** Begins to fetch objects to a workspace, on the agent that has it. */
final class StartFetching extends MasterToSlaveFileCallable<Stoppable> {

    private static final long serialVersionUID = 1L;

    private final ObjectFeed feed;

    /** @param feed exported to the agent's channel */
    StartFetching(ObjectFeed feed) {
        this.feed = feed;
    }

    @Override
    public Stoppable invoke(File workspace, VirtualChannel channel) {
        return AgentThread.start(new ObjectFetcher(workspace.toPath(), feed), "AWS objects to " + workspace, channel);
    }
}
