package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineControl;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;

/** The names of a pipeline's stages, as forms offer and check them. */
final class PipelineStages {

    /** "Maximum number of stages in a pipeline: 50" (Quotas in AWS CodePipeline); one more, so that all are checked. */
    private static final int MOST = 51;

    private PipelineStages() {}

    private static AwsNames of(String pipeline) {
        return new AwsNames(
                "codepipeline:GetPipelineState",
                MOST,
                access -> PipelineControl.stages(AwsRuntime.get().work(), access, pipeline));
    }

    static ComboBoxModel choices(Item item, String connection, String pipeline) {
        String name = Util.fixNull(pipeline).trim();
        return name.isEmpty() || name.contains("$") ? new ComboBoxModel() : of(name).choices(item, connection);
    }

    static FormValidation check(Item item, String value, String connection, String pipeline) {
        String stage = Util.fixNull(value).trim();
        String name = Util.fixNull(pipeline).trim();
        if (stage.contains("$") || !ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        FormValidation shape = FormChecks.check(() -> PipelineRequest.checkStage(stage));
        return shape.kind != FormValidation.Kind.OK || name.isEmpty() || name.contains("$")
                ? shape
                : of(name).check(item, connection, stage);
    }
}
