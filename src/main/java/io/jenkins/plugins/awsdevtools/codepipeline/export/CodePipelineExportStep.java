package io.jenkins.plugins.awsdevtools.codepipeline.export;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.codepipeline.PipelineStepDescriptor;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.ExportedJenkinsfile;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineExport;
import io.jenkins.plugins.awsdevtools.engine.work.AnswerWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code codePipelineExport(pipeline: 'site', file: 'Jenkinsfile')}: a pipeline of CodePipeline as a Jenkinsfile. */
public final class CodePipelineExportStep extends RemoteStep<ExportedJenkinsfile> {

    private static final long serialVersionUID = 1L;

    private final String pipeline;
    private String file;
    private String gitCredentialsId;

    @DataBoundConstructor
    public CodePipelineExportStep(String pipeline) {
        this.pipeline = Util.fixNull(pipeline).trim();
    }

    public String getPipeline() {
        return pipeline;
    }

    /** A file of the workspace; null for none. */
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    /** By which the Jenkinsfile's git reaches CodeCommit; null for those of its connection. */
    public String getGitCredentialsId() {
        return gitCredentialsId;
    }

    @DataBoundSetter
    public void setGitCredentialsId(String gitCredentialsId) {
        this.gitCredentialsId = Util.fixEmptyAndTrim(gitCredentialsId);
    }

    @Override
    protected void check(Run<?, ?> run) {
        PipelineRequest.checkName(pipeline);
        if (file != null) {
            WorkspaceText.check("file", file);
        }
    }

    private String credentials() {
        if (gitCredentialsId != null) {
            return gitCredentialsId;
        }
        return getConnection() == null ? "" : GitCredentials.id(getConnection());
    }

    @Override
    protected RemoteWork<ExportedJenkinsfile> begin(RunContext context) {
        return new AnswerWork<>(
                new PipelineExport(AwsRuntime.get().clients(), context.access())
                        .of(pipeline, Util.fixNull(getConnection()), credentials()),
                Messages.CodePipelineExportStep_state(pipeline),
                Messages.CodePipelineExportStep_aborted());
    }

    @Override
    protected CompletionStage<?> conclude(ExportedJenkinsfile exported, RunContext context)
            throws IOException, InterruptedException {
        var log = context.listener().getLogger();
        exported.kept().forEach(kept -> log.println(Messages.CodePipelineExportStep_kept(kept)));
        exported.notes().forEach(note -> log.println(Messages.CodePipelineExportStep_note(note)));
        if (file != null) {
            FilePath workspace = context.workspace();
            if (workspace == null) {
                throw new ParameterException("file", file, Messages.CodePipelineExportStep_noWorkspace());
            }
            WorkspaceText.checkInside("file", workspace, file);
            workspace.child(file).write(exported.text(), "UTF-8");
            log.println(Messages.CodePipelineExportStep_written(pipeline, file));
        }
        return CompletableFuture.completedFuture(exported.text());
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends PipelineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineExport";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineExportStep_displayName();
        }

        @POST
        public FormValidation doCheckFile(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, path -> WorkspaceText.check("file", path));
        }
    }
}
