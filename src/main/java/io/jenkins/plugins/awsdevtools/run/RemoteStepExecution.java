package io.jenkins.plugins.awsdevtools.run;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.connection.AmbientConnection;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A {@link RemoteStep} while it runs. It holds neither an executor nor a thread; a {@link RemoteWork} does the work.
 *
 * <p>What outlives a restart: the step, as the user wrote it; what it {@link RemoteStep#prepare prepared}; and its
 * journals, files beside the Jenkins build, because a program's state may be saved less often than the log is written.
 * {@link #start} checks everything before AWS is called; {@link #onResume} makes new work on the same journals, which
 * finds the remote side whatever the last process got done.
 */
final class RemoteStepExecution<R> extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final RemoteStep<R> step;

    /** Null until the workspace was read. */
    private volatile Preparation.Prepared prepared;

    private boolean besideRuns;
    private boolean hasBeside;
    private transient Runnable ending;
    private transient volatile Preparation preparation;
    private transient volatile RemoteWork<R> work;
    private transient volatile CompletableFuture<?> conclusion;
    private transient volatile Throwable stopCause;

    RemoteStepExecution(StepContext context, RemoteStep<R> step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            step.check(run);
            if (getContext().get(FilePath.class) == null) {
                prepared = new Preparation.Prepared(step.prepare(null));
            }
            new ConnectionResolver().resolve(run, connectionName());
            label();
            OutlivingLog.begin(getContext());
            hasBeside = step.startBeside(getContext(), connectionName(), new Beside(this));
            synchronized (this) {
                besideRuns = hasBeside;
            }
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
        prepareAndBegin();
        return false;
    }

    private void label() throws IOException, InterruptedException {
        if (step.label() != null) {
            getContext().get(FlowNode.class).addAction(new LabelAction(step.label()));
        }
    }

    @Override
    public void onResume() {
        prepareAndBegin();
    }

    /** What was read is saved before AWS is asked for anything, so that another process asks for the same. */
    private void prepareAndBegin() {
        if (prepared != null) {
            beginSoon();
            return;
        }
        Preparation now = Preparation.begin(step, getContext());
        preparation = now;
        now.result().whenComplete((read, failure) -> {
            if (failure == null) {
                prepared = read;
                getContext().saveState().addListener(this::beginSoon, Runnable::run);
            } else {
                end(null, failure);
            }
        });
        if (stopCause != null) {
            now.cancel();
        }
    }

    /** Looking up credentials and reading the journal may wait, which the thread of a Pipeline must not. */
    private void beginSoon() {
        AwsRuntime.get().executor().execute(() -> {
            try {
                begin();
            } catch (ParameterException refused) {
                getContext().onFailure(new AbortException(refused.getMessage()));
            } catch (IOException | RuntimeException | Error failed) {
                // Nobody else sees what a task of the pool ends with.
                getContext().onFailure(failed);
            } catch (InterruptedException goingDown) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void begin() throws IOException, InterruptedException {
        Context context = newContext();
        work = step.begin(context);
        if (stopCause != null) {
            work.abort();
        }
        // A step may write to its workspace at the end, for which no other step is to wait.
        work.result()
                .whenCompleteAsync(
                        (result, failure) -> onWorkEnd(result, failure, context), Computer.threadPoolForRemoting);
    }

    private Context newContext() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        TaskListener listener =
                hasBeside ? OutlivingLog.of(getContext()) : getContext().get(TaskListener.class);
        String connection = connectionName();
        AwsAccess access = new ConnectionResolver().resolve(run, connection).access();
        return new Context(run, node, listener, access, connection);
    }

    private String connectionName() throws IOException, InterruptedException {
        if (step.getConnection() != null) {
            return step.getConnection();
        }
        AmbientConnection ambient = getContext().get(AmbientConnection.class);
        return ambient == null ? null : ambient.name();
    }

    private void onWorkEnd(R result, Throwable failure, Context context) {
        if (failure != null || stopCause != null) {
            end(null, failure);
            return;
        }
        try {
            CompletableFuture<?> stage = step.conclude(result, context).toCompletableFuture();
            conclusion = stage;
            if (stopCause != null) {
                stage.cancel(false);
            }
            stage.whenComplete(this::end);
        } catch (IOException | RuntimeException | Error failed) {
            end(null, failed);
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Object value, Throwable failure) {
        synchronized (this) {
            ending = () -> conclude(value, failure);
        }
        endUnlessBesideRuns();
    }

    private void endUnlessBesideRuns() {
        Runnable end;
        synchronized (this) {
            end = besideRuns ? null : ending;
            ending = besideRuns ? ending : null;
        }
        if (end != null) {
            end.run();
        }
    }

    private void onBesideEnd(Throwable failure) {
        boolean working;
        synchronized (this) {
            besideRuns = false;
            working = ending == null;
        }
        if (failure != null && working) {
            stop(failure);
        }
        endUnlessBesideRuns();
    }

    private void conclude(Object value, Throwable failure) {
        if (stopCause != null) {
            getContext().onFailure(stopCause);
        } else if (failure == null) {
            getContext().onSuccess(value);
        } else {
            getContext().onFailure(shown(failure));
        }
    }

    /** What a user can act on has no stack trace in the log. */
    private static Throwable shown(Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        return reason instanceof AwsFailureException
                        || reason instanceof TransferException
                        || reason instanceof WorkAbortedException
                        || reason instanceof ParameterException
                        || reason instanceof CancellationException
                ? new AbortException(reason.getMessage())
                : reason;
    }

    @Override
    public void stop(Throwable cause) {
        stopCause = cause;
        Preparation first = preparation;
        if (first != null) {
            first.cancel();
        }
        RemoteWork<R> current = work;
        if (current != null) {
            current.abort();
        }
        CompletableFuture<?> last = conclusion;
        if (last != null) {
            last.cancel(false);
        }
        // If there is no work yet the beginning is under way and sees the cause.
    }

    @Override
    public String getStatus() {
        Preparation first = preparation;
        if (first != null && first.isUnderWay()) {
            return Messages.RemoteStepExecution_preparing();
        }
        RemoteWork<R> current = work;
        return current == null ? Messages.RemoteStepExecution_beginning() : current.state();
    }

    /** Hears of the end of what the step runs beside its work; saved with the program. */
    private static final class Beside extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        private final RemoteStepExecution<?> execution;

        Beside(RemoteStepExecution<?> execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.onBesideEnd(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            execution.onBesideEnd(failure);
        }
    }

    /** The surroundings of a step in a Pipeline. */
    private final class Context implements RunContext {

        private final Run<?, ?> run;
        private final FlowNode node;
        private final TaskListener listener;
        private final AwsAccess access;
        private final String connection;

        Context(Run<?, ?> run, FlowNode node, TaskListener listener, AwsAccess access, String connection) {
            this.run = run;
            this.node = node;
            this.listener = listener;
            this.access = access;
            this.connection = connection;
        }

        @Override
        public Run<?, ?> run() {
            return run;
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
            return node;
        }

        @Override
        public LineSink sink() {
            return new StepLog(listener.getLogger(), node);
        }

        @Override
        public String key() {
            return node.getId();
        }

        @Override
        public <T> Journal<T> journal(String name, Class<T> type) {
            return RunFiles.journal(run, name, key(), type);
        }

        @Override
        public FlowRecorder recorder() {
            return FlowRecorder.of(run, key());
        }

        @Override
        public Serializable prepared() {
            return prepared.value();
        }

        @Override
        public FilePath workspace() throws IOException, InterruptedException {
            return getContext().get(FilePath.class);
        }
    }
}
