package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.work.ChainedWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What a build or batch has to do with the workspace: it may be the source, and artifacts may be brought to it.
 *
 * @param <R> what the work leads to
 */
public abstract class WorkspaceStep<R> extends OverridableStep<R> {

    private static final long serialVersionUID = 1L;

    private WorkspaceSource workspaceSource;
    private ArtifactFetch fetchArtifacts;

    protected WorkspaceStep(String project) {
        super(project);
    }

    public final WorkspaceSource getWorkspaceSource() {
        return workspaceSource;
    }

    @DataBoundSetter
    public final void setWorkspaceSource(WorkspaceSource workspaceSource) {
        this.workspaceSource = workspaceSource;
    }

    public final ArtifactFetch getFetchArtifacts() {
        return fetchArtifacts;
    }

    @DataBoundSetter
    public final void setFetchArtifacts(ArtifactFetch fetchArtifacts) {
        this.fetchArtifacts = fetchArtifacts;
    }

    @Override
    protected final Set<String> verbatim() {
        return Set.of("buildspec");
    }

    /** @throws ParameterException naming field and value */
    final void checkWorkspaceSettings() {
        if (fetchArtifacts != null) {
            fetchArtifacts.check();
        }
        if (workspaceSource == null) {
            return;
        }
        workspaceSource.check();
        if (getSourceVersion() != null) {
            throw new ParameterException("sourceVersion", getSourceVersion(), Messages.WorkspaceSource_andVersion());
        }
        if (getSource() != null) {
            throw new ParameterException("source", "location", Messages.WorkspaceSource_andSource());
        }
    }

    @Override
    protected final Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        if (workspaceSource != null) {
            workspaceSource.checkWorkspace(workspace);
        }
        if (fetchArtifacts != null) {
            fetchArtifacts.checkWorkspace(workspace);
        }
        return getBuildspecFile() == null ? null : WorkspaceText.read("buildspecFile", workspace, getBuildspecFile());
    }

    /**
     * Does what comes before the build: asks whether it will have the artifacts that are wanted, and sends the workspace if
     * it is the source.
     *
     * @param started whether the build was asked for before a restart, so that it is too late to ask
     * @param build of what is asked then
     */
    final RemoteWork<R> withWorkspace(
            RunContext context,
            BuildRequest asked,
            boolean started,
            Function<? super BuildRequest, ? extends RemoteWork<R>> build) {
        if (fetchArtifacts == null || started) {
            return fromWorkspace(context, asked, build);
        }
        return ChainedWork.of(fetchArtifacts.before(context, asked), known -> fromWorkspace(context, asked, build));
    }

    private RemoteWork<R> fromWorkspace(
            RunContext context, BuildRequest asked, Function<? super BuildRequest, ? extends RemoteWork<R>> build) {
        return workspaceSource == null ? build.apply(asked) : workspaceSource.before(context, asked, build);
    }

    /** Reads the reports, fetches the artifacts, and gives the step's value or fails. Cancelling it ends it. */
    final CompletableFuture<?> conclude(RunContext context, RemoteEnd end) {
        CompletableFuture<Object> done = new CompletableFuture<>();
        new ReportsOfRun(context, isTestResults())
                .read(end.reportArns(), end.page())
                .thenAcceptAsync(
                        reports -> {
                            if (!done.isDone()) {
                                follow(value(context, end), done);
                            }
                        },
                        AwsRuntime.get().executor());
        return done;
    }

    /** What becomes of one becomes of the other; a cancelled end cancels what leads to it. */
    private static void follow(CompletableFuture<?> last, CompletableFuture<Object> done) {
        done.whenComplete((value, failure) -> {
            if (done.isCancelled()) {
                last.cancel(false);
            }
        });
        last.whenComplete((value, failure) -> {
            if (failure == null) {
                done.complete(value);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private CompletableFuture<?> value(RunContext context, RemoteEnd end) {
        if (fetchArtifacts != null && (end.succeeded() || fetchArtifacts.isEvenIfFailed())) {
            return fetchArtifacts.conclude(context, end, !end.succeeded() && isPropagate());
        }
        try {
            return concluded(end.succeeded(), end.failureText(), end.value()).toCompletableFuture();
        } catch (AbortException reason) {
            return CompletableFuture.failedFuture(reason);
        }
    }
}
