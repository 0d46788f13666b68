package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Computer;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.bundle.FetchedFiles;
import io.jenkins.plugins.awsdevtools.bundle.WorkspaceFetch;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactCheck;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactObjects;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildArtifact;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.work.AnswerWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import jenkins.util.BuildListenerAdapter;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The artifacts of a build brought to the workspace, and archived in Jenkins if wanted. */
public final class ArtifactFetch extends AbstractDescribableImpl<ArtifactFetch> implements Serializable {

    private static final long serialVersionUID = 1L;

    private String into;
    private String identifiers;
    private boolean unpack = true;
    private boolean archive;
    private boolean evenIfFailed;

    @DataBoundConstructor
    public ArtifactFetch() {
        // Everything has a default.
    }

    public String getInto() {
        return into;
    }

    @DataBoundSetter
    public void setInto(String into) {
        this.into = Util.fixEmptyAndTrim(into);
    }

    public String getIdentifiers() {
        return identifiers;
    }

    @DataBoundSetter
    public void setIdentifiers(String identifiers) {
        this.identifiers = Util.fixEmptyAndTrim(identifiers);
    }

    public boolean isUnpack() {
        return unpack;
    }

    @DataBoundSetter
    public void setUnpack(boolean unpack) {
        this.unpack = unpack;
    }

    public boolean isArchive() {
        return archive;
    }

    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    public boolean isEvenIfFailed() {
        return evenIfFailed;
    }

    @DataBoundSetter
    public void setEvenIfFailed(boolean evenIfFailed) {
        this.evenIfFailed = evenIfFailed;
    }

    /** @throws ParameterException naming field and value */
    void check() {
        checkInto(folder());
    }

    /** @throws ParameterException if there is no workspace */
    void checkWorkspace(FilePath workspace) {
        if (workspace == null) {
            throw new ParameterException("fetchArtifacts", folder(), Messages.WorkspaceSource_noWorkspace());
        }
    }

    private String folder() {
        return into == null ? "" : into.replace('\\', '/').replaceAll("/+$", "");
    }

    private static void checkInto(String folder) {
        String slashed = "/" + folder + "/";
        if (folder.startsWith("/")
                || folder.matches("[A-Za-z]:.*")
                || slashed.contains("/../")
                || slashed.contains("/./")
                || folder.contains("//")) {
            throw new ParameterException("into", folder, Messages.ArtifactFetch_outside());
        }
    }

    /** Fails if the builds of the project do not have the artifacts that are wanted, as far as AWS tells. */
    RemoteWork<Boolean> before(RunContext context, BuildRequest request) {
        return new AnswerWork<>(
                new ArtifactCheck(AwsRuntime.get().clients(), context.access())
                        .check(request, Selection.patterns(identifiers))
                        .thenApplyAsync(Function.identity(), AwsRuntime.get().executor()),
                Messages.ArtifactFetch_checking(),
                Messages.ArtifactFetch_aborted());
    }

    /**
     * Brings the artifacts to the workspace, and then gives the step's value or fails as the remote build did. Cancelling
     * what is returned ends it.
     */
    CompletableFuture<?> conclude(RunContext context, RemoteEnd end, boolean fails) {
        CompletableFuture<FetchedFiles> fetching;
        try {
            fetching = fetch(context, end.artifacts());
        } catch (ParameterException refused) {
            return CompletableFuture.failedFuture(new AbortException(fails ? end.failureText() : refused.getMessage()));
        }
        CompletableFuture<Object> done = new CompletableFuture<>();
        fetching.whenComplete((fetched, failure) -> {
            if (fails) {
                if (failure != null) {
                    context.sink().print(String.valueOf(failure.getMessage()));
                }
                done.completeExceptionally(new AbortException(end.failureText()));
            } else if (failure == null) {
                done.complete(end.value());
            } else {
                done.completeExceptionally(failure);
            }
        });
        done.whenComplete((value, failure) -> {
            if (done.isCancelled()) {
                fetching.cancel(false);
            }
        });
        return done;
    }

    /**
     * Brings the artifacts to the workspace. Cancelling what is returned ends it.
     *
     * @throws ParameterException naming an artifact that the build does not have
     */
    private CompletableFuture<FetchedFiles> fetch(RunContext context, List<BuildArtifact> all) {
        List<BuildArtifact> wanted = ArtifactObjects.wanted(all, Selection.patterns(identifiers));
        if (wanted.isEmpty()) {
            throw new ParameterException("fetchArtifacts", folder(), Messages.ArtifactFetch_none());
        }
        WorkspaceFetch work = WorkspaceFetch.begin(
                context,
                () -> new ArtifactObjects(AwsRuntime.get().clients(), context.access(), wanted, folder(), unpack));
        CompletableFuture<FetchedFiles> done = new CompletableFuture<>();
        work.result()
                .thenCompose(fetched ->
                        archive ? archived(context, fetched, done) : CompletableFuture.completedFuture(fetched))
                .whenComplete((fetched, failure) -> {
                    if (failure == null) {
                        done.complete(fetched);
                    } else {
                        done.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
                    }
                });
        done.whenComplete((fetched, failure) -> {
            if (done.isCancelled()) {
                work.abort();
            }
        });
        return done;
    }

    /**
     * Archiving waits for the agent, so it has a thread of its own.
     *
     * @param whole ends it if it is cancelled
     */
    private static CompletableFuture<FetchedFiles> archived(
            RunContext context, FetchedFiles fetched, CompletableFuture<?> whole) {
        CompletableFuture<FetchedFiles> done = new CompletableFuture<>();
        Future<?> archiving = Computer.threadPoolForRemoting.submit(() -> {
            try {
                FilePath workspace = context.workspace();
                if (workspace == null) {
                    throw new IOException(Messages.WorkspaceSource_noWorkspace());
                }
                Map<String, String> paths =
                        fetched.paths().stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
                context.run()
                        .pickArtifactManager()
                        .archive(
                                workspace,
                                workspace.createLauncher(context.listener()),
                                new BuildListenerAdapter(context.listener()),
                                paths);
                done.complete(fetched);
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            } catch (InterruptedException cancelledOrGoingDown) {
                Thread.currentThread().interrupt();
            }
        });
        whole.whenComplete((ended, failure) -> {
            if (whole.isCancelled()) {
                archiving.cancel(true);
            }
        });
        return done;
    }

    /** The form of what becomes of artifacts. */
    @Extension
    @Symbol("artifactFetch")
    public static final class DescriptorImpl extends Descriptor<ArtifactFetch> {

        @Override
        public String getDisplayName() {
            return Messages.ArtifactFetch_displayName();
        }

        @POST
        public FormValidation doCheckInto(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, ArtifactFetch::checkInto);
        }
    }
}
