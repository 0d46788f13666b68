package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildFlow;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRun;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeBuildStep} in a freestyle job: the same parameters and form, and how to wait. */
public final class CodeBuildBuilder extends Builder {

    /** Stopping a build is tried for two minutes; a little more, so that its outcome is told. */
    private static final long STOP_SECONDS = 150;

    private final CodeBuildStep step;

    @DataBoundConstructor
    public CodeBuildBuilder(CodeBuildStep step) {
        this.step = step;
    }

    public CodeBuildStep getStep() {
        return step;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        BuildRun run;
        try {
            run = begin(build, listener);
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
        BuildResult result = await(run);
        if (!result.succeeded() && step.isPropagate()) {
            throw new AbortException(result.failureText());
        }
        return true;
    }

    private BuildRun begin(AbstractBuild<?, ?> build, BuildListener listener) throws IOException, InterruptedException {
        CodeBuildStep expanded = new VariableExpansion(build.getEnvironment(listener)).of(step);
        String buildspec = expanded.getBuildspecFile() == null
                ? null
                : BuildspecFile.read(build.getWorkspace(), expanded.getBuildspecFile());
        ResolvedConnection connection = new ConnectionResolver().resolve(build, expanded.getConnection());
        FlowRecorder recorder = FlowRecorder.of(build, "builder-" + UUID.randomUUID());
        return AwsRuntime.get()
                .buildRuns()
                .begin(
                        connection.access(),
                        expanded.request(buildspec, RunVariables.of(build)),
                        expanded.settings(),
                        Journal.inMemory(),
                        new BuilderLog(listener.getLogger()),
                        snapshot -> recorder.record(BuildFlow.of(snapshot)));
    }

    /** A freestyle build has a thread of its own, which may wait; an interrupt stops the remote build first. */
    private static BuildResult await(BuildRun run) throws InterruptedException, AbortException {
        CompletableFuture<BuildResult> result = run.result().toCompletableFuture();
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw new AbortException(failed.getCause().getMessage());
        } catch (InterruptedException aborted) {
            run.abort();
            try {
                result.get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException ended) {
                // What became of the remote build stands in the log.
                throw aborted;
            }
            throw aborted;
        }
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        public String getDisplayName() {
            return Messages.CodeBuildStep_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
