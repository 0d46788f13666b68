package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipelineAnswer(variables: [[name: 'VERSION', value: '1.2']])}: what CodePipeline is told when the build ends,
 * beside whether it succeeded. The last one of a build counts.
 */
public final class CodePipelineAnswerStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String USUAL_FAILURE = "JobFailed";

    private String summary;
    private String failureType = USUAL_FAILURE;
    private String continuationToken;
    private List<OutputVariable> variables = new ArrayList<>();

    @DataBoundConstructor
    public CodePipelineAnswerStep() {
        // Everything has a default.
    }

    public String getSummary() {
        return summary;
    }

    @DataBoundSetter
    public void setSummary(String summary) {
        this.summary = Util.fixEmptyAndTrim(summary);
    }

    public String getFailureType() {
        return failureType;
    }

    @DataBoundSetter
    public void setFailureType(String failureType) {
        this.failureType = Util.fixEmptyAndTrim(failureType) == null ? USUAL_FAILURE : failureType.trim();
    }

    public String getContinuationToken() {
        return continuationToken;
    }

    @DataBoundSetter
    public void setContinuationToken(String continuationToken) {
        this.continuationToken = Util.fixEmptyAndTrim(continuationToken);
    }

    public List<OutputVariable> getVariables() {
        return List.copyOf(variables);
    }

    @DataBoundSetter
    public void setVariables(List<OutputVariable> variables) {
        this.variables = new ArrayList<>(Util.fixNull(variables));
    }

    /** @throws ParameterException naming field and value, if CodePipeline would refuse it */
    PipelineAnswerAction answer(Run<?, ?> run) {
        PipelineJobAction.of(run);
        JobAnswer.checkFailure(failureType);
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable.getName(), variable.getValue()));
        JobAnswer.success("", "", values, continuationToken);
        return new PipelineAnswerAction(summary, failureType, continuationToken, values);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends SynchronousStepExecution<Void> {

        private static final long serialVersionUID = 1L;

        private final CodePipelineAnswerStep step;

        Execution(StepContext context, CodePipelineAnswerStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Void run() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            try {
                run.addOrReplaceAction(step.answer(run));
            } catch (ParameterException refused) {
                throw new AbortException(refused.getMessage());
            }
            return null;
        }
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String getFunctionName() {
            return "codePipelineAnswer";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineAnswerStep_displayName();
        }

        @POST
        public ListBoxModel doFillFailureTypeItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                JobAnswer.FAILURES.forEach(items::add);
            }
            return items;
        }

        @POST
        public FormValidation doCheckContinuationToken(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, JobAnswer::checkToken);
        }
    }
}
