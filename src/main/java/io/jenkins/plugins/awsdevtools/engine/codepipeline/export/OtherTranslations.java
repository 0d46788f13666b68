package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import java.util.List;
import java.util.Optional;

/** What is neither a source nor a build nor a deployment. */
final class OtherTranslations {

    private OtherTranslations() {}

    /**
     * A manual approval, as an input.
     *
     * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html">Add a manual approval
     *     action</a>
     */
    static final class Approval implements ActionTranslation {

        /** "Approval action: 7 days" (Quotas in AWS CodePipeline). */
        private static final int WEEK_MINUTES = 7 * 24 * 60;

        @Override
        public boolean needsAgent() {
            return false;
        }

        @Override
        public int usualMinutes() {
            return WEEK_MINUTES;
        }

        @Override
        public List<String> notes(Action action) {
            String topic = action.setting("NotificationArn");
            return topic.isEmpty() ? List.of() : List.of(Texts.of("codepipeline.export.note.notification", topic));
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            String said = action.setting("CustomData").isEmpty() ? action.name() : action.setting("CustomData");
            String link = action.setting("ExternalEntityLink");
            out.line("input " + context.argument("message", link.isEmpty() ? said : said + " " + link));
        }
    }

    /** What this plugin has no step for: it stays in a pipeline of its own, which a step runs. */
    static final class Kept implements ActionTranslation {

        /** {@code PipelineName}: at most 100 characters. */
        private static final int LONGEST_NAME = 100;

        @Override
        public Optional<String> kept(Action action) {
            return Optional.of(Texts.of("codepipeline.export.kept.provider", action.category(), action.provider()));
        }

        @Override
        public boolean needsAgent() {
            return false;
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            String name = context.pipeline().name() + "-" + action.name();
            out.line("codePipeline pipeline: "
                    + GroovyText.literal(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME)));
        }
    }
}
