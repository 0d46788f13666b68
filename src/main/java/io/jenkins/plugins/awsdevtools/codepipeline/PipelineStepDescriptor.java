package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of steps that name a pipeline ask and check. */
public abstract class PipelineStepDescriptor extends RemoteStep.RemoteStepDescriptor {

    @POST
    public final ComboBoxModel doFillPipelineItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return PipelineNames.ALL.choices(item, connection);
    }

    @POST
    public final FormValidation doCheckPipeline(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
        return PipelineNames.check(item, value, connection);
    }
}
