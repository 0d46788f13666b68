package io.jenkins.plugins.awsdevtools.bundle;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.Patience;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Work on the agent that has the workspace, which holds no thread of the controller. When the agent is lost it is waited
 * for, and the work begins again; it has to be such that this does no harm. An attempt that fails for a reason that may
 * pass is made again too.
 *
 * @param <R> what it leads to
 */
abstract class AgentWork<R> implements RemoteWork<R> {

    private static final Logger LOGGER = Logger.getLogger(AgentWork.class.getName());

    /** As long as an agent may take to come back, for example after a restart of Jenkins. */
    private static final Duration AGENT_PATIENCE = Duration.ofMinutes(15);

    /** As long as AWS is asked one thing that it does not answer. */
    private static final Duration AWS_PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** So long the end waits for AWS to forget what nobody needs; what is left then is in a journal. */
    private static final Duration TIDYING = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 4;

    private final RunContext context;
    private final Timing timing = AwsRuntime.get().work().timing();
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private Stoppable running;
    private int attempt;
    private int failures;
    private Instant lostSince;
    private boolean agentDone;
    private boolean over;
    private boolean aborted;

    /**
     * What AWS is asked on the thread of an agent's channel. It may be asked again after a failure.
     *
     * @param <A> the answer
     */
    @FunctionalInterface
    interface Question<A> {
        A ask() throws IOException, InterruptedException;
    }

    AgentWork(RunContext context) {
        this.context = context;
    }

    /** Starts the work on the agent; it calls back. */
    abstract Stoppable startOn(FilePath workspace, VirtualChannel channel, int number)
            throws IOException, InterruptedException;

    /** What an attempt left in AWS is cleared away. Called with the monitor. */
    abstract void clear();

    /** What all attempts left in AWS, when there will be no other. Called with the monitor; its failure says nothing. */
    CompletionStage<?> tidy() {
        return CompletableFuture.completedFuture(null);
    }

    final RunContext context() {
        return context;
    }

    final void start() {
        attemptSoon();
    }

    /** It asks the agent, which may not answer: the few threads that serve all steps must not wait for that. */
    private void attemptSoon() {
        Computer.threadPoolForRemoting.execute(this::attempt);
    }

    private void attempt() {
        int number;
        synchronized (this) {
            if (over) {
                return;
            }
            number = ++attempt;
        }
        VirtualChannel channel = null;
        try {
            FilePath workspace = context.workspace();
            channel = workspace == null ? null : workspace.getChannel();
            if (channel == null) {
                onAgentLost(number, null);
                return;
            }
            watch(channel, number);
            onStarted(startOn(workspace, channel, number), number);
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
        } catch (Throwable failed) { // nobody else sees what a task of the pool ends with
            LOGGER.log(Level.INFO, "Cannot begin on the agent", failed);
            if (isOpen(channel)) {
                onAttemptFailed(number, message(failed), false);
            } else {
                onAgentLost(number, failed);
            }
        }
    }

    private static boolean isOpen(VirtualChannel channel) {
        return channel != null && !(channel instanceof Channel remote && remote.isClosingOrClosed());
    }

    private static String message(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    private synchronized void onStarted(Stoppable started, int number) {
        lostSince = null;
        if (isCurrent(number)) {
            running = started;
        } else {
            stop(started);
        }
    }

    private void watch(VirtualChannel channel, int number) {
        if (channel instanceof Channel remote) {
            Channel.Listener listener = new Channel.Listener() {
                @Override
                public void onClosed(Channel closed, IOException cause) {
                    onAgentLost(number, cause);
                }
            };
            remote.addListener(listener);
            result.whenComplete((value, failure) -> remote.removeListener(listener));
        }
    }

    private synchronized void onAgentLost(int number, Throwable cause) {
        if (over || number != attempt || agentDone || isGoingDown()) {
            return;
        }
        Instant now = timing.now();
        running = null;
        if (lostSince == null) {
            lostSince = now;
            say(Messages.AgentWork_lost());
        } else if (now.isAfter(lostSince.plus(AGENT_PATIENCE))) {
            fail(new IOException(Messages.AgentWork_gone(AGENT_PATIENCE.toMinutes()), cause));
            return;
        }
        again();
    }

    /** Then every agent is lost, AWS cannot be called any more, and the journals tell the next Jenkins what to clear. */
    private static boolean isGoingDown() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }

    /** What the attempt that ended still says, or is said about it, counts no more. */
    private void again() {
        attempt++;
        agentDone = false;
        clear();
        timing.after(PAUSE, this::attemptSoon);
    }

    /** Whether a callback belongs to the attempt under way. */
    final synchronized boolean isCurrent(int number) {
        return !over && number == attempt;
    }

    /** What the attempt still has to do is done without the agent. */
    final synchronized void onAgentDone(int number) {
        if (isCurrent(number)) {
            agentDone = true;
        }
    }

    /**
     * Asks AWS while the agent waits; again while AWS throttles or cannot be reached. What AWS refuses ends the work, as AWS
     * said it and not as the agent heard it.
     *
     * @param number of the attempt that asks
     * @throws IOException if there is no answer, or the attempt is not the one under way
     */
    final <A> A answer(int number, Question<A> question) throws IOException, InterruptedException {
        Patience patience = patience();
        while (isCurrent(number)) {
            try {
                return question.ask();
            } catch (InterruptedIOException ended) {
                throw ended;
            } catch (IOException | RuntimeException failed) {
                Throwable reason =
                        failed instanceof IOException && failed.getCause() != null ? failed.getCause() : failed;
                Optional<Duration> pause = pause(number, patience, reason, failed.getMessage());
                if (pause.isEmpty()) {
                    onRefused(number, reason);
                    throw new IOException(failed.getMessage());
                }
                AwsAnswers.await(timing.delay(pause.get()));
            }
        }
        throw new InterruptedIOException();
    }

    final Patience patience() {
        Backoff pauses = new Backoff(
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                AwsRuntime.get().work().random());
        return new Patience(timing, pauses, AWS_PATIENCE);
    }

    /**
     * Until AWS is asked again after a failure; empty if it is not asked again.
     *
     * @param message said of the first failure only
     */
    final synchronized Optional<Duration> pause(int number, Patience patience, Throwable failure, String message) {
        boolean said = patience.isTried();
        Optional<Duration> pause = AwsAnswers.mayCome(failure) ? patience.pause() : Optional.empty();
        if (pause.isPresent() && !said && isCurrent(number)) {
            say(message);
        }
        return pause;
    }

    final Timing timing() {
        return timing;
    }

    /** AWS has said no to what an attempt needs; of an earlier attempt that says nothing. */
    final synchronized void onRefused(int number, Throwable reason) {
        if (isCurrent(number) && !isGoingDown()) {
            clear();
            fail(reason);
        }
    }

    final synchronized void onAttemptFailed(int number, String message, boolean final_) {
        if (!isCurrent(number) || isGoingDown()) {
            return;
        }
        failures++;
        if (final_ || failures >= ATTEMPTS) {
            clear();
            fail(new hudson.AbortException(message));
        } else {
            say(Messages.AgentWork_again(message));
            again();
        }
    }

    /** One line for the log of the step. */
    final synchronized void say(String message) {
        message.lines().forEach(line -> context.sink().print(LogText.clean(line)));
        context.sink().flush();
    }

    final synchronized void finish(R value) {
        if (!over) {
            over = true;
            end(() -> result.complete(value));
        }
    }

    final synchronized void fail(Throwable reason) {
        if (!over) {
            over = true;
            end(() -> result.completeExceptionally(reason));
        }
    }

    private void end(Runnable told) {
        CompletableFuture<?> tidied = tidy().toCompletableFuture();
        if (tidied.isDone()) {
            told.run();
        } else {
            CompletableFuture.anyOf(tidied, timing.delay(TIDYING).toCompletableFuture())
                    .whenCompleteAsync(
                            (done, failure) -> told.run(), AwsRuntime.get().executor());
        }
    }

    @Override
    public final CompletionStage<R> result() {
        return result;
    }

    @Override
    public final synchronized void abort() {
        if (!over) {
            aborted = true;
            stopRunning();
            clear();
            String message = aborted();
            say(message);
            fail(new WorkAbortedException(message));
        }
    }

    abstract String aborted();

    final synchronized boolean isAborted() {
        return aborted;
    }

    @Override
    public final synchronized void detach() {
        over = true;
        stopRunning();
    }

    private void stopRunning() {
        Stoppable current = running;
        running = null;
        if (current != null) {
            stop(current);
        }
    }

    /** Does not wait for the agent. */
    private static void stop(Stoppable started) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                started.stop();
            } catch (RuntimeException agentGone) {
                // Then there is nothing to stop.
            }
        });
    }
}
