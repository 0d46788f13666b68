package io.jenkins.plugins.awsdevtools.run;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** A {@link RemoteStep} in a freestyle build, whose thread may wait. Such a build does not outlive its process. */
final class FreestyleRun implements RunContext {

    /** Stopping remote work is tried for two minutes; a little more, so that its outcome is told. */
    private static final long STOP_SECONDS = 150;

    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;
    private final LineSink sink;
    private final String key = "builder-" + UUID.randomUUID();
    private AwsAccess access;
    private String connection;
    private Serializable prepared;

    FreestyleRun(AbstractBuild<?, ?> build, BuildListener listener) {
        this.build = build;
        this.listener = listener;
        this.sink = new BuilderLog(listener.getLogger());
    }

    /**
     * Runs a step to its end. An interrupt stops the remote work first.
     *
     * @throws AbortException if the build is to fail
     */
    <R> void perform(RemoteStep<R> asConfigured) throws IOException, InterruptedException {
        try {
            RemoteStep<R> step =
                    new VariableExpansion(build.getEnvironment(listener), asConfigured.verbatim()).of(asConfigured);
            step.check(build);
            prepared = step.prepare(build.getWorkspace());
            connection = step.getConnection();
            access = new ConnectionResolver().resolve(build, connection).access();
            R result = await(step.begin(this));
            await(step.conclude(result, this).toCompletableFuture());
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
    }

    private <R> R await(RemoteWork<R> work) throws InterruptedException, IOException {
        CompletableFuture<R> result = work.result().toCompletableFuture();
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw shown(failed);
        } catch (InterruptedException aborted) {
            work.abort();
            try {
                result.get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException ended) {
                // What became of the remote work stands in the log.
                throw aborted;
            }
            throw aborted;
        }
    }

    private void await(CompletableFuture<?> conclusion) throws InterruptedException, IOException {
        try {
            conclusion.get();
        } catch (ExecutionException failed) {
            throw shown(failed);
        } catch (InterruptedException aborted) {
            conclusion.cancel(false);
            throw aborted;
        }
    }

    private IOException shown(ExecutionException failed) {
        if (failed.getCause() instanceof FlowInterruptedException ended) {
            build.setResult(ended.getResult());
            return new AbortException(ended.getCauses().stream()
                    .map(CauseOfInterruption::getShortDescription)
                    .collect(Collectors.joining("\n")));
        }
        return failed.getCause() instanceof IOException reason && !(reason instanceof AbortException)
                ? reason
                : new AbortException(failed.getCause().getMessage());
    }

    @Override
    public Run<?, ?> run() {
        return build;
    }

    @Override
    public TaskListener listener() {
        return listener;
    }

    @Override
    public AwsAccess access() {
        return access;
    }

    @Override
    public String connection() {
        return connection;
    }

    @Override
    public FlowNode node() {
        return null;
    }

    @Override
    public LineSink sink() {
        return sink;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public <T> Journal<T> journal(String name, Class<T> type) {
        return Journal.inMemory();
    }

    @Override
    public FlowRecorder recorder() {
        return FlowRecorder.of(build, key);
    }

    @Override
    public Serializable prepared() {
        return prepared;
    }

    @Override
    public FilePath workspace() {
        return build.getWorkspace();
    }
}
