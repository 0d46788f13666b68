package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineControl;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the steps that control a pipeline have in common.
 *
 * @param <R> what the control leads to
 */
public abstract class ControlStep<R> extends RemoteStep<R> {

    private static final long serialVersionUID = 1L;

    private final String pipeline;

    ControlStep(String pipeline) {
        this.pipeline = Util.fixNull(pipeline).trim();
    }

    public final String getPipeline() {
        return pipeline;
    }

    /** With what it is done; what is waited out stands in the log. */
    static PipelineControl control(RunContext context) {
        return new PipelineControl(AwsRuntime.get().work(), context.access(), reason -> context.listener()
                .getLogger()
                .println(reason.text()));
    }

    static void say(RunContext context, String text) {
        context.listener().getLogger().println(text);
    }

    /** What the forms of those ask and check that concern a stage. */
    public abstract static class StageControlStepDescriptor extends PipelineStepDescriptor {

        @POST
        public ComboBoxModel doFillStageItems(
                @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String pipeline) {
            return PipelineStages.choices(item, connection, pipeline);
        }

        @POST
        public FormValidation doCheckStage(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String pipeline) {
            return PipelineStages.check(item, value, connection, pipeline);
        }
    }
}
