package io.jenkins.plugins.awsdevtools.run;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.Channel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A step reads what it wants of its workspace, on a thread that may wait for an agent: neither that of the Pipeline nor one
 * of the few on which AWS's answers are handled. If the agent is lost meanwhile, or comes later than the step after a restart,
 * it is waited for.
 */
final class Preparation {

    private static final Duration AGENT_PATIENCE = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final RemoteStep<?> step;
    private final StepContext context;
    private final Timing timing = AwsRuntime.get().work().timing();
    private final Instant begun = timing.now();
    private final CompletableFuture<Prepared> result = new CompletableFuture<>();
    private Future<?> reading;

    /**
     * What was read; saved with the program.
     *
     * @param value null if there was nothing to read
     */
    record Prepared(Serializable value) implements Serializable {}

    private Preparation(RemoteStep<?> step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    /** Begins to read the workspace of a step. */
    static Preparation begin(RemoteStep<?> step, StepContext context) {
        Preparation preparation = new Preparation(step, context);
        preparation.readSoon();
        return preparation;
    }

    /** Fails with what {@link RemoteStep#prepare} throws. Does not end if Jenkins goes down before it has. */
    CompletionStage<Prepared> result() {
        return result;
    }

    boolean isUnderWay() {
        return !result.isDone();
    }

    /** The result fails at once, also if the agent does not answer. */
    void cancel() {
        if (result.cancel(false)) {
            interrupt();
        }
    }

    private synchronized void interrupt() {
        reading.cancel(true);
    }

    private synchronized void readSoon() {
        if (!result.isDone()) {
            reading = Computer.threadPoolForRemoting.submit(this::read);
        }
    }

    private void read() {
        FilePath workspace = null;
        try {
            workspace = context.get(FilePath.class);
            if (workspace == null) {
                onAgentLost(new IOException(Messages.Preparation_noAgent(AGENT_PATIENCE.toMinutes())));
                return;
            }
            result.complete(new Prepared(step.prepare(workspace)));
        } catch (IOException failed) {
            if (workspace == null || isLost(workspace)) {
                onAgentLost(failed);
            } else {
                result.completeExceptionally(failed);
            }
        } catch (RuntimeException | Error failed) {
            if (!isGoingDown()) {
                result.completeExceptionally(failed);
            }
        } catch (InterruptedException cancelledOrGoingDown) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isLost(FilePath workspace) {
        return workspace.getChannel() instanceof Channel remote && remote.isClosingOrClosed();
    }

    private void onAgentLost(IOException reason) {
        if (isGoingDown()) {
            return;
        }
        if (timing.now().isAfter(begun.plus(AGENT_PATIENCE))) {
            result.completeExceptionally(reason);
        } else {
            timing.after(PAUSE, this::readSoon);
        }
    }

    /** Then every agent is lost; the next Jenkins reads again. */
    private static boolean isGoingDown() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }
}
