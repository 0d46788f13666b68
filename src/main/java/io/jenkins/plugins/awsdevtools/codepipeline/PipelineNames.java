package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.CodePipelineApi;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;

/** The names of pipelines, as forms offer and check them. */
public final class PipelineNames {

    /** As many as an account has at most by default. */
    private static final int MOST = 1000;

    public static final AwsNames ALL = new AwsNames("codepipeline:ListPipelines", MOST, access -> new CodePipelineApi(
                    AwsRuntime.get().clients(), access)
            .pipelines(MOST));

    private PipelineNames() {}

    /** Whether there is such a pipeline; the closest names if not. */
    public static FormValidation check(Item item, String value, String connection) {
        String name = Util.fixNull(value).trim();
        if (name.contains("$") || !ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        FormValidation shape = FormChecks.check(() -> PipelineRequest.checkName(name));
        return shape.kind == FormValidation.Kind.OK ? ALL.check(item, connection, name) : shape;
    }
}
