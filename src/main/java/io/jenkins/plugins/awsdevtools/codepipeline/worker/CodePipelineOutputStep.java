package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.bundle.WorkspaceBundle;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobArtifacts;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipelineOutput(from: 'public')}: sends files of the workspace as an output artifact of the job that the build
 * does, as a ZIP object where CodePipeline wants it. Only the controller has the job's session.
 */
public final class CodePipelineOutputStep extends RemoteStep<StoredBundle> {

    private static final long serialVersionUID = 1L;

    private String artifact;
    private String from;
    private String includes;
    private String excludes;

    @DataBoundConstructor
    public CodePipelineOutputStep() {
        // Everything has a default.
    }

    /** The name of an output artifact; null for the only one. */
    public String getArtifact() {
        return artifact;
    }

    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = Util.fixEmptyAndTrim(artifact);
    }

    /** A folder of the workspace; null for the workspace itself. */
    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    public String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes);
    }

    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    private Selection selection() {
        return new Selection(Selection.patterns(includes), Selection.patterns(excludes), false, true);
    }

    @Override
    protected void check(Run<?, ?> run) {
        PipelineJobAction job = PipelineJobAction.of(run);
        if (getConnection() == null) {
            setConnection(job.getConnection());
        }
        selection();
        name(job);
        if (from != null) {
            WorkspaceText.check("from", from);
        }
    }

    @Override
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        if (from != null && workspace != null) {
            WorkspaceText.checkInside("from", workspace, from);
        }
        return null;
    }

    private String name(PipelineJobAction job) {
        List<String> names = job.getOutputs();
        if (artifact != null) {
            CodePipelineInputStep.checkName(artifact, names);
            return artifact;
        }
        if (names.size() != 1) {
            throw new ParameterException(
                    "artifact",
                    "",
                    names.isEmpty()
                            ? Messages.CodePipelineOutputStep_noArtifacts()
                            : Messages.CodePipelineOutputStep_which(String.join(", ", names)));
        }
        return names.get(0);
    }

    @Override
    protected RemoteWork<StoredBundle> begin(RunContext context) {
        PipelineJobAction job = PipelineJobAction.of(context.run());
        JobArtifacts artifacts = new JobArtifacts(
                AwsRuntime.get().clients(),
                context.access(),
                AwsRuntime.get().work().markers());
        return WorkspaceBundle.begin(
                context, from == null ? "" : from, selection(), new OutputPlace(artifacts, job.getJobId(), name(job)));
    }

    @Override
    protected CompletionStage<?> conclude(StoredBundle stored, RunContext context) {
        return CompletableFuture.completedFuture(stored.toString());
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class);
        }

        @Override
        public String getFunctionName() {
            return "codePipelineOutput";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineOutputStep_displayName();
        }

        @POST
        public FormValidation doCheckFrom(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, path -> WorkspaceText.check("from", path));
        }

        @POST
        public FormValidation doCheckIncludes(@AncestorInPath Item item, @QueryParameter String value) {
            return patterns(item, value);
        }

        @POST
        public FormValidation doCheckExcludes(@AncestorInPath Item item, @QueryParameter String value) {
            return patterns(item, value);
        }

        private static FormValidation patterns(Item item, String value) {
            return FormChecks.check(item, () -> new Selection(Selection.patterns(value), List.of(), false, true));
        }
    }
}
