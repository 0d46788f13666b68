package io.jenkins.plugins.awsdevtools.transfer;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The workspace of a build. If its agent is lost the job waits for it and begins again, for a while; a job can be repeated
 * without harm.
 */
public final class AgentPlace implements TransferPlace {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Workspace workspace;
    private final Timing timing;

    /** Finds the workspace; asked again when the agent was lost. */
    @FunctionalInterface
    public interface Workspace {
        /** @return null if there is none */
        FilePath get() throws IOException, InterruptedException;
    }

    public AgentPlace(Workspace workspace, Timing timing) {
        this.workspace = workspace;
        this.timing = timing;
    }

    @Override
    public <D, R extends Serializable> Running<R> start(Class<D> type, D desk, Function<D, TransferJob<R>> job) {
        Attempts<R> attempts = new Attempts<>(channel -> job.apply(exported(channel, type, desk)));
        Computer.threadPoolForRemoting.execute(attempts::begin);
        return attempts;
    }

    /**
     * What an agent calls back is exported before the call that begins the job, not while that is sent: it would end with
     * that call otherwise. So it stays until the agent has no more use for it, and then is collected on both sides.
     *
     * @param channel null for this process
     */
    private static <T> T exported(VirtualChannel channel, Class<T> type, T object) {
        return channel instanceof Channel remote ? remote.export(type, object) : object;
    }

    private final class Attempts<R extends Serializable> implements Running<R> {
        private final Function<VirtualChannel, TransferJob<R>> job;
        private final CompletableFuture<R> result = new CompletableFuture<>();
        private Instant lostSince;
        private JobHandle handle;
        private int attempt;
        private boolean cancelled;

        Attempts(Function<VirtualChannel, TransferJob<R>> job) {
            this.job = job;
        }

        private void begin() {
            int mine;
            synchronized (this) {
                if (cancelled || result.isDone()) {
                    result.completeExceptionally(new CancellationException("cancelled"));
                    return;
                }
                mine = ++attempt;
            }
            VirtualChannel channel = null;
            try {
                FilePath folder = workspace.get();
                if (folder == null || folder.getChannel() == null && folder.isRemote()) {
                    lost(mine, null);
                    return;
                }
                channel = folder.getChannel();
                if (channel instanceof Channel remote) {
                    watch(remote, mine);
                }
                JobHandle begun = folder.act(
                        new StartJob<>(job.apply(channel), exported(channel, JobEnd.class, new End<>(this, mine))));
                synchronized (this) {
                    handle = begun;
                    lostSince = null;
                }
                if (isCancelled()) {
                    begun.cancel();
                }
            } catch (InterruptedException goingDown) {
                Thread.currentThread().interrupt();
            } catch (Throwable failed) { // nobody else sees what a task of the pool ends with
                if (channel == null ? failed instanceof IOException : isClosed(channel)) {
                    lost(mine, failed);
                } else {
                    result.completeExceptionally(failed);
                }
            }
        }

        private static boolean isClosed(VirtualChannel channel) {
            return channel instanceof Channel remote && remote.isClosingOrClosed();
        }

        private void watch(Channel remote, int mine) {
            Channel.Listener listener = new Channel.Listener() {
                @Override
                public void onClosed(Channel closed, IOException cause) {
                    lost(mine, cause);
                }
            };
            remote.addListener(listener);
            result.whenComplete((done, failure) -> remote.removeListener(listener));
        }

        private synchronized boolean isCancelled() {
            return cancelled;
        }

        private void lost(int which, Throwable cause) {
            synchronized (this) {
                if (which != attempt || result.isDone()) {
                    return;
                }
                attempt++;
                handle = null;
                if (lostSince == null) {
                    lostSince = timing.now();
                }
                if (cancelled) {
                    result.completeExceptionally(new CancellationException("cancelled"));
                    return;
                }
                if (timing.now().isAfter(lostSince.plus(PATIENCE))) {
                    result.completeExceptionally(
                            new TransferException(Messages.AgentPlace_lost(PATIENCE.toMinutes()), cause));
                    return;
                }
            }
            timing.after(PAUSE, () -> Computer.threadPoolForRemoting.execute(this::begin));
        }

        private synchronized boolean isCurrent(int which) {
            return which == attempt;
        }

        @Override
        public CompletionStage<R> result() {
            return result;
        }

        @Override
        public void cancel() {
            JobHandle running;
            synchronized (this) {
                cancelled = true;
                running = handle;
            }
            if (running != null) {
                Computer.threadPoolForRemoting.execute(running::cancel);
            }
        }
    }

    /** Told by the agent; a job of an earlier attempt is not heard. */
    private static final class End<R extends Serializable> implements JobEnd {
        private final Attempts<R> attempts;
        private final int which;

        End(Attempts<R> attempts, int which) {
            this.attempts = attempts;
            this.which = which;
        }

        @Override
        @SuppressWarnings("unchecked") // the job's own type
        public void succeeded(Serializable result) {
            if (attempts.isCurrent(which)) {
                attempts.result.complete((R) result);
            }
        }

        @Override
        public void failed(String message) {
            if (attempts.isCurrent(which)) {
                attempts.result.completeExceptionally(
                        message == null ? new CancellationException("cancelled") : new TransferException(message));
            }
        }
    }
}
