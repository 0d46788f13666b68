package io.jenkins.plugins.awsdevtools.bundle;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFeed;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFetcher;
import java.io.File;
import java.io.IOException;
import jenkins.MasterToSlaveFileCallable;

/** Begins to fetch objects to a workspace, on the agent that has it. */
final class StartFetching extends MasterToSlaveFileCallable<Stoppable> {

    private static final long serialVersionUID = 1L;

    private final String owner;
    private final ObjectFeed feed;

    /**
     * @param owner the same when it is tried again, see {@link ObjectFetcher}
     * @param feed exported to the agent's channel
     */
    StartFetching(String owner, ObjectFeed feed) {
        this.owner = owner;
        this.feed = feed;
    }

    @Override
    public Stoppable invoke(File workspace, VirtualChannel channel) throws IOException {
        return AgentThread.start(
                new ObjectFetcher(workspace.toPath(), owner, feed), "AWS objects to " + workspace, channel);
    }
}
