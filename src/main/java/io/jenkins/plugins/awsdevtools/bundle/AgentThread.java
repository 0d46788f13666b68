package io.jenkins.plugins.awsdevtools.bundle;

import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A thread of its own on an agent, so that nobody waits for what it does. */
final class AgentThread implements Stoppable {

    private static final Logger LOGGER = Logger.getLogger(AgentThread.class.getName());

    private final Thread thread;

    private AgentThread(Runnable work, String name) {
        thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
    }

    /**
     * Begins the work; what is returned may travel through the channel.
     *
     * @param channel what a {@link hudson.FilePath.FileCallable} gets: null on an agent, where the path is local
     */
    static Stoppable start(Runnable work, String name, VirtualChannel channel) throws IOException {
        VirtualChannel back = channel == null ? Channel.currentOrFail() : channel;
        AgentThread thread = new AgentThread(work, name);
        Stoppable exported = back.export(Stoppable.class, thread);
        thread.thread.start();
        return exported;
    }

    /** The controller notices by itself that its channel is gone; here nobody is left to be told. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException channelGone) {
            LOGGER.log(Level.FINE, "nobody to tell any more", channelGone);
        }
    }

    @Override
    public void stop() {
        thread.interrupt();
    }
}
