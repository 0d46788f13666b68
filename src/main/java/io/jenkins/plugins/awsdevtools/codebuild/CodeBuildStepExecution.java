package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.connection.AmbientConnection;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildAbortedException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildFlow;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRun;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSettings;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The step while it runs. It holds neither an executor nor a thread; a {@link BuildRun} does the work.
 *
 * <p>What outlives a restart: {@link #step}, as the user wrote it; {@link #buildspecText}, because the workspace it was
 * read from may be gone; and the run's journal, a file beside the Jenkins build, because a program's state may be saved
 * less often than the log is written. {@link #start} checks everything before AWS is called; {@link #onResume} makes a
 * new run on the same journal, which finds the remote build whatever the last process got done.
 */
final class CodeBuildStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final CodeBuildStep step;
    private String buildspecText;
    private transient volatile BuildRun build;
    private transient volatile Throwable stopCause;

    CodeBuildStepExecution(StepContext context, CodeBuildStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            step.settings();
            step.request(null, RunVariables.of(run));
            if (step.getBuildspecFile() != null) {
                buildspecText = BuildspecFile.read(getContext().get(FilePath.class), step.getBuildspecFile());
            }
            new ConnectionResolver().resolve(run, connectionName());
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
        beginSoon();
        return false;
    }

    @Override
    public void onResume() {
        beginSoon();
    }

    /** Looking up credentials and reading the journal may wait, which the thread of a Pipeline must not. */
    private void beginSoon() {
        AwsRuntime.get().executor().execute(() -> {
            try {
                begin();
            } catch (ParameterException refused) {
                getContext().onFailure(new AbortException(refused.getMessage()));
            } catch (IOException | RuntimeException failed) {
                getContext().onFailure(failed);
            } catch (InterruptedException goingDown) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void begin() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        TaskListener listener = getContext().get(TaskListener.class);
        ResolvedConnection connection = new ConnectionResolver().resolve(run, connectionName());
        BuildRequest request = step.request(buildspecText, RunVariables.of(run));
        BuildSettings settings = step.settings();
        FlowRecorder recorder = FlowRecorder.of(run, node.getId());
        build = AwsRuntime.get()
                .buildRuns()
                .begin(
                        connection.access(),
                        request,
                        settings,
                        RunFiles.journal(run, node.getId()),
                        new StepLog(listener.getLogger(), node),
                        snapshot -> recorder.record(BuildFlow.of(snapshot)));
        if (stopCause != null) {
            build.abort();
        }
        build.result().whenComplete(this::onEnd);
    }

    private String connectionName() throws IOException, InterruptedException {
        if (step.getConnection() != null) {
            return step.getConnection();
        }
        AmbientConnection ambient = getContext().get(AmbientConnection.class);
        return ambient == null ? null : ambient.name();
    }

    private void onEnd(BuildResult result, Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        if (stopCause != null) {
            getContext().onFailure(stopCause);
        } else if (reason instanceof AwsFailureException || reason instanceof BuildAbortedException) {
            getContext().onFailure(new AbortException(reason.getMessage()));
        } else if (reason != null) {
            getContext().onFailure(reason);
        } else if (result.succeeded() || !step.isPropagate()) {
            getContext().onSuccess(new CodeBuildResult(result.build()));
        } else {
            getContext().onFailure(new AbortException(result.failureText()));
        }
    }

    @Override
    public void stop(Throwable cause) {
        stopCause = cause;
        BuildRun current = build;
        if (current != null) {
            current.abort();
        }
        // Otherwise the beginning is under way and sees the cause.
    }

    @Override
    public String getStatus() {
        BuildRun current = build;
        return current == null ? Messages.CodeBuildStepExecution_beginning() : current.state();
    }
}
