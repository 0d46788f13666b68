package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.bundle.AwsAnswers;
import io.jenkins.plugins.awsdevtools.bundle.FetchedFiles;
import io.jenkins.plugins.awsdevtools.bundle.WorkspaceFetch;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectPages;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.InputObjects;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobArtifact;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobArtifacts;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.util.ArrayList;
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
 * {@code codePipelineInput()}: brings input artifacts of the job that the build does to the workspace. The controller signs
 * with the job's session; the agent reads from S3.
 */
public final class CodePipelineInputStep extends RemoteStep<FetchedFiles> {

    private static final long serialVersionUID = 1L;

    private String artifact;
    private String to;
    private boolean unpack = true;

    @DataBoundConstructor
    public CodePipelineInputStep() {
        // Everything has a default.
    }

    /** The name of an input artifact; null for all of them. */
    public String getArtifact() {
        return artifact;
    }

    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = Util.fixEmptyAndTrim(artifact);
    }

    /** A folder of the workspace; null for the workspace itself. */
    public String getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    public boolean isUnpack() {
        return unpack;
    }

    @DataBoundSetter
    public void setUnpack(boolean unpack) {
        this.unpack = unpack;
    }

    @Override
    protected void check(Run<?, ?> run) {
        PipelineJobAction job = PipelineJobAction.of(run);
        if (getConnection() == null) {
            setConnection(job.getConnection());
        }
        if (artifact != null) {
            checkName(artifact, job.getInputs());
        }
        if (to != null) {
            WorkspaceText.check("to", to);
        }
    }

    /** @throws ParameterException if the job has no such artifact, with those it has */
    static void checkName(String artifact, List<String> names) {
        if (!names.contains(artifact)) {
            List<String> closest = ClosestNames.of(artifact, names);
            List<String> shown = closest.isEmpty() ? names : closest;
            throw new ParameterException(
                    "artifact",
                    artifact,
                    shown.isEmpty()
                            ? Messages.CodePipelineInputStep_noArtifacts()
                            : Messages.CodePipelineInputStep_unknown(String.join(", ", shown)));
        }
    }

    @Override
    protected RemoteWork<FetchedFiles> begin(RunContext context) {
        PipelineJobAction job = PipelineJobAction.of(context.run());
        AwsClients clients = AwsRuntime.get().clients();
        JobArtifacts artifacts = new JobArtifacts(
                clients, context.access(), AwsRuntime.get().work().markers());
        return WorkspaceFetch.begin(context, () -> new Pages(clients, artifacts, job.getJobId()));
    }

    /** All artifacts that are wanted in one page, then the end. */
    private final class Pages implements ObjectPages {
        private final InputObjects objects;
        private final JobArtifacts artifacts;
        private final String jobId;
        private boolean told;

        Pages(AwsClients clients, JobArtifacts artifacts, String jobId) {
            this.objects = new InputObjects(clients);
            this.artifacts = artifacts;
            this.jobId = jobId;
        }

        @Override
        public List<ObjectRequest> next() throws IOException, InterruptedException {
            if (told) {
                return List.of();
            }
            JobArtifacts.Session session = AwsAnswers.await(artifacts.session(jobId));
            List<ObjectRequest> requests = new ArrayList<>();
            for (JobArtifact input : session.inputs()) {
                if (artifact == null || artifact.equals(input.name())) {
                    requests.add(AwsAnswers.await(
                            objects.request(session.access(), input, path(input, session.inputs()), unpack)));
                }
            }
            told = true;
            return requests;
        }

        /** With a session of its own, for that of the signature before has ended or is about to. */
        @Override
        public SignedRequest sign(String name) throws IOException, InterruptedException {
            return objects.sign(AwsAnswers.await(artifacts.session(jobId)).access(), name);
        }

        /** A single artifact fills the folder; several have folders of their names, as in CodeBuild's secondary sources. */
        private String path(JobArtifact input, List<JobArtifact> all) {
            boolean alone = artifact != null || all.size() == 1;
            String folder = to == null ? "" : to + "/";
            if (unpack) {
                return alone ? folder : folder + input.name();
            }
            return folder + input.name() + ".zip";
        }
    }

    @Override
    protected CompletionStage<?> conclude(FetchedFiles files, RunContext context) throws AbortException {
        return CompletableFuture.completedFuture(files.paths().size());
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
            return "codePipelineInput";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineInputStep_displayName();
        }

        @POST
        public FormValidation doCheckTo(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, path -> WorkspaceText.check("to", path));
        }
    }
}
