package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Source actions.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html">Action structure
 *     reference</a>
 */
final class SourceTranslations {

    private SourceTranslations() {}

    /** CodeCommit: a checkout by git. */
    static final class CodeCommit implements ActionTranslation {

        @Override
        public boolean setsVariables() {
            return true;
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            String output = action.outputs().get(0);
            List<String> keys = context.keys(action);
            String checkout = checkout(action, context.settings());
            out.block("dir(" + GroovyText.literal(output) + ")", () -> {
                if (keys.isEmpty()) {
                    out.line(checkout);
                } else {
                    out.block("script", () -> {
                        out.line("def source = " + checkout);
                        keys.forEach(key ->
                                out.line(ExportContext.assignment(action, key, expression(action, key, context))));
                    });
                }
                out.line("stash name: " + GroovyText.literal(output));
            });
        }

        private static String checkout(Action action, ExportSettings settings) {
            String remote = "url: " + GroovyText.literal(settings.repositories() + action.setting("RepositoryName"));
            if (!settings.credentials().isEmpty()) {
                remote += ", credentialsId: " + GroovyText.literal(settings.credentials());
            }
            return "checkout(scmGit(branches: [[name: " + GroovyText.literal(action.setting("BranchName"))
                    + "]], userRemoteConfigs: [[" + remote + "]]))";
        }

        /** "Output variables" of the CodeCommit action reference. */
        private static String expression(Action action, String key, ExportContext context) {
            return switch (key) {
                case "CommitId" -> "source.GIT_COMMIT";
                case "BranchName" -> context.references().expression(action.setting("BranchName"));
                case "RepositoryName" -> context.references().expression(action.setting("RepositoryName"));
                case "CommitMessage" -> shell("%s");
                case "AuthorDate" -> shell("%aI");
                case "CommitterDate" -> shell("%cI");
                default -> "''";
            };
        }

        private static String shell(String format) {
            return "sh(script: 'git log -1 --format=" + format + "', returnStdout: true).trim()";
        }
    }

    /** S3: the object is a ZIP or TAR archive, as CodePipeline wants it. */
    static final class S3 implements ActionTranslation {

        @Override
        public Optional<String> kept(Action action) {
            String key = action.setting("S3ObjectKey").toLowerCase(Locale.ROOT);
            return key.endsWith(".zip") || isTar(key)
                    ? Optional.empty()
                    : Optional.of(Texts.of("codepipeline.export.kept.archive", action.setting("S3ObjectKey")));
        }

        private static boolean isTar(String key) {
            return key.endsWith(".tar") || key.endsWith(".tar.gz") || key.endsWith(".tgz");
        }

        @Override
        public List<String> notes(Action action) {
            return List.of(Texts.of("codepipeline.export.note.s3Source"));
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            String output = action.outputs().get(0);
            String key = action.setting("S3ObjectKey");
            int slash = key.lastIndexOf('/');
            String file = key.substring(slash + 1);
            List<String> fetch = new ArrayList<>();
            fetch.add(context.argument("bucket", action.setting("S3Bucket")));
            if (slash > 0) {
                fetch.add(context.argument("prefix", key.substring(0, slash)));
            }
            fetch.add("includes: " + GroovyText.literal(file));
            fetch.add("to: '.source'");
            out.call("s3Fetch", fetch);
            String unpack = key.toLowerCase(Locale.ROOT).endsWith(".zip") ? "unzip -q -o" : "tar -xf";
            out.block("dir(" + GroovyText.literal(output) + ")", () -> {
                out.line("sh " + GroovyText.literal(unpack + " " + shellQuoted("../.source/" + file)));
                out.line("stash name: " + GroovyText.literal(output));
            });
        }

        private static String shellQuoted(String path) {
            return "'" + path.replace("'", "'\\''") + "'";
        }
    }

    /** A repository of another kind: the one that the Jenkinsfile lies in. */
    static final class Repository implements ActionTranslation {

        @Override
        public List<String> notes(Action action) {
            return List.of(Texts.of(
                    "codepipeline.export.note.repository",
                    action.setting("FullRepositoryId").isEmpty()
                            ? action.setting("Owner") + "/" + action.setting("Repo")
                            : action.setting("FullRepositoryId"),
                    action.setting("BranchName").isEmpty() ? action.setting("Branch") : action.setting("BranchName")));
        }

        @Override
        public boolean setsVariables() {
            return true;
        }

        @Override
        public void write(Action action, ExportContext context, JenkinsfileWriter out) {
            String output = action.outputs().get(0);
            List<String> keys = context.keys(action);
            out.block("dir(" + GroovyText.literal(output) + ")", () -> {
                if (keys.isEmpty()) {
                    out.line("checkout scm");
                } else {
                    out.block("script", () -> {
                        out.line("def source = checkout(scm)");
                        keys.forEach(key -> out.line(ExportContext.assignment(
                                action, key, "source[" + GroovyText.literal(gitName(key)) + "] ?: ''")));
                    });
                }
                out.line("stash name: " + GroovyText.literal(output));
            });
        }

        private static String gitName(String key) {
            return switch (key) {
                case "CommitId" -> "GIT_COMMIT";
                case "BranchName" -> "GIT_BRANCH";
                default -> key;
            };
        }
    }
}
