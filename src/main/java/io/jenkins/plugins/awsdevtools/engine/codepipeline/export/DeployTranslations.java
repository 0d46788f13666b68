package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deploy actions, each of one input artifact.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html">Action structure
 *     reference</a>
 */
final class DeployTranslations {

    private DeployTranslations() {}

    private static Optional<String> oneInput(Action action, String step) {
        return action.inputs().size() == 1
                ? Optional.empty()
                : Optional.of(Texts.of("codepipeline.export.kept.inputs", step));
    }

    /** CodeDeploy to instances and functions. */
    static final class CodeDeploy implements ActionTranslation {

        @Override
        public Optional<String> kept(Action action) {
            return oneInput(action, "codeDeploy");
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            ExportContext.inInput(
                    action,
                    out,
                    () -> out.call(
                            "codeDeploy",
                            List.of(
                                    context.argument("application", action.setting("ApplicationName")),
                                    context.argument("deploymentGroup", action.setting("DeploymentGroupName")),
                                    "source: '.'",
                                    "s3Bucket: " + GroovyText.literal(context.bucket(action)))));
        }
    }

    /** S3: the files of the artifact. */
    static final class S3 implements ActionTranslation {

        @Override
        public Optional<String> kept(Action action) {
            return action.setting("Extract").equalsIgnoreCase("true")
                    ? oneInput(action, "s3Deploy")
                    : Optional.of(Texts.of("codepipeline.export.kept.extract"));
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            List<String> arguments = new ArrayList<>();
            arguments.add(context.argument("bucket", action.setting("BucketName")));
            given(action, "ObjectKey", "prefix", context, arguments);
            if (!action.setting("KMSEncryptionKeyARN").isEmpty()) {
                arguments.add("encryption: 'aws:kms'");
                given(action, "KMSEncryptionKeyARN", "kmsKey", context, arguments);
            }
            List<String> rule = new ArrayList<>();
            given(action, "CacheControl", "cacheControl", context, rule);
            given(action, "CannedACL", "acl", context, rule);
            if (!rule.isEmpty()) {
                arguments.add("rules: [s3Objects(match: '**', " + String.join(", ", rule) + ")]");
            }
            ExportContext.inInput(action, out, () -> out.call("s3Deploy", arguments));
        }

        private static void given(
                Action action, String setting, String parameter, ExportContext context, List<String> arguments) {
            if (!action.setting(setting).isEmpty()) {
                arguments.add(context.argument(parameter, action.setting(setting)));
            }
        }
    }

    /** ECS, rolling: the images stand in a file of the artifact. */
    static final class Ecs implements ActionTranslation {

        private static final String USUAL_FILE = "imagedefinitions.json";

        @Override
        public Optional<String> kept(Action action) {
            return oneInput(action, "ecsDeploy");
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            String file = action.setting("FileName").isEmpty() ? USUAL_FILE : action.setting("FileName");
            List<String> arguments = new ArrayList<>();
            arguments.add(context.argument("cluster", action.setting("ClusterName")));
            arguments.add(context.argument("service", action.setting("ServiceName")));
            arguments.add("imageDefinitions: " + context.references().expression(file));
            if (action.setting("DeploymentTimeout").matches("[1-9][0-9]{0,3}")) {
                arguments.add("timeoutMinutes: " + action.setting("DeploymentTimeout"));
            }
            ExportContext.inInput(action, out, () -> out.call("ecsDeploy", arguments));
        }
    }
}
