package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Stage;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the declarative Jenkinsfile of one pipeline. Each action is a stage on an agent of its own; its input artifacts
 * are unstashed before it and its output artifacts stashed behind it, so that actions run side by side as they do in
 * CodePipeline. An action that no step of this plugin does becomes a stage that runs a pipeline which is left with just
 * that action, with the reason as a comment.
 */
public final class JenkinsfileExport {

    private static final ActionTranslation KEPT = new OtherTranslations.Kept();

    private final PipelineStructure pipeline;
    private final ExportContext context;
    private final JenkinsfileWriter out = new JenkinsfileWriter();
    private final List<String> kept = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> stageNames = new HashSet<>();

    private JenkinsfileExport(PipelineStructure pipeline, ExportSettings settings) {
        this.pipeline = pipeline;
        List<Action> setting = pipeline.stages().stream()
                .flatMap(stage -> stage.actions().stream())
                .filter(action -> translation(action).setsVariables())
                .toList();
        this.context = new ExportContext(pipeline, settings, new VariableReferences(pipeline, setting));
    }

    /** Translates. Whatever the pipeline's names are, the result is Groovy that means them. */
    public static ExportedJenkinsfile of(PipelineStructure pipeline, ExportSettings settings) {
        JenkinsfileExport export = new JenkinsfileExport(pipeline, settings);
        export.write();
        return new ExportedJenkinsfile(export.out.toString(), export.kept, export.notes);
    }

    private static ActionTranslation translation(Action action) {
        ActionTranslation found = provided(action);
        return found.kept(action).isEmpty() ? found : KEPT;
    }

    private static ActionTranslation provided(Action action) {
        if (!action.owner().equals("AWS")) {
            return action.category().equals("Source") && action.provider().equals("GitHub") && hasOneOutput(action)
                    ? new SourceTranslations.Repository()
                    : KEPT;
        }
        return switch (action.category() + "/" + action.provider()) {
            case "Source/CodeCommit" -> hasOneOutput(action) ? new SourceTranslations.CodeCommit() : KEPT;
            case "Source/S3" -> hasOneOutput(action) ? new SourceTranslations.S3() : KEPT;
            case "Source/CodeStarSourceConnection" -> hasOneOutput(action) ? new SourceTranslations.Repository() : KEPT;
            case "Build/CodeBuild", "Test/CodeBuild" -> new CodeBuildTranslation();
            case "Deploy/CodeDeploy" -> new DeployTranslations.CodeDeploy();
            case "Deploy/S3" -> new DeployTranslations.S3();
            case "Deploy/ECS" -> new DeployTranslations.Ecs();
            case "Approval/Manual" -> new OtherTranslations.Approval();
            default -> KEPT;
        };
    }

    private static boolean hasOneOutput(Action action) {
        return action.outputs().size() == 1;
    }

    private void write() {
        out.comment(Texts.of("codepipeline.export.head", pipeline.name()));
        out.comment(Texts.of("codepipeline.export.artifacts"));
        pipeline.triggers().forEach(trigger -> note(Texts.of("codepipeline.export.trigger", trigger)));
        out.block("pipeline", () -> {
            out.line("agent none");
            writeOptions();
            writeParameters();
            writeTriggers();
            out.block("stages", () -> pipeline.stages().forEach(this::write));
        });
    }

    private void note(String text) {
        notes.add(text);
        out.comment(text);
    }

    private void writeOptions() {
        boolean alone = !pipeline.mode().equals("PARALLEL");
        String connection = context.settings().connection();
        if (!alone && connection.isEmpty()) {
            return;
        }
        out.block("options", () -> {
            if (pipeline.mode().equals("SUPERSEDED")) {
                note(Texts.of("codepipeline.export.superseded"));
            }
            if (alone) {
                out.line("disableConcurrentBuilds()");
            }
            if (!connection.isEmpty()) {
                out.line("awsDeveloperTools(connection: " + GroovyText.literal(connection) + ")");
            }
        });
    }

    private void writeParameters() {
        if (!pipeline.variables().isEmpty()) {
            out.block("parameters", () -> {
                for (Variable variable : pipeline.variables()) {
                    out.line("string(name: " + GroovyText.literal(variable.name()) + ", defaultValue: "
                            + GroovyText.literal(variable.defaultValue()) + ", description: "
                            + GroovyText.literal(variable.description()) + ")");
                }
            });
        }
    }

    /** A job has one trigger of a kind. */
    private void writeTriggers() {
        List<Action> watched = pipeline.stages().stream()
                .flatMap(stage -> stage.actions().stream())
                .filter(action -> action.is("Source", "CodeCommit"))
                .toList();
        if (watched.isEmpty()) {
            return;
        }
        Action first = watched.get(0);
        watched.stream()
                .skip(1)
                .forEach(action -> note(Texts.of(
                        "codepipeline.export.oneTrigger",
                        action.setting("RepositoryName"),
                        action.setting("BranchName"))));
        out.block(
                "triggers",
                () -> out.line("codeCommit(repository: " + GroovyText.literal(first.setting("RepositoryName"))
                        + ", branches: " + GroovyText.literal(first.setting("BranchName")) + ")"));
    }

    private void write(Stage stage) {
        List<List<Action>> groups = stage.groups();
        boolean single = stage.actions().size() == 1;
        out.block("stage(" + GroovyText.literal(unique(stage.name(), stage.name())) + ")", () -> {
            stage.conditions()
                    .forEach(condition -> note(Texts.of("codepipeline.export.condition", stage.name(), condition)));
            if (single) {
                writeBody(stage, stage.actions().get(0), stage.retries());
                return;
            }
            if (stage.retries()) {
                out.block("options", () -> out.line("retry(2)"));
            }
            if (groups.size() == 1) {
                out.block("parallel", () -> groups.get(0).forEach(action -> write(stage, action)));
                return;
            }
            out.block(
                    "stages",
                    () -> groups.forEach(group -> {
                        if (group.size() == 1) {
                            write(stage, group.get(0));
                        } else {
                            String name = Texts.of(
                                    "codepipeline.export.together",
                                    stage.name(),
                                    Integer.toString(group.get(0).runOrder()));
                            out.block(
                                    "stage(" + GroovyText.literal(unique(name, name)) + ")",
                                    () -> out.block("parallel", () -> group.forEach(action -> write(stage, action))));
                        }
                    }));
        });
    }

    /** Declarative wants a name for each stage that no other has. */
    private String unique(String wanted, String otherwise) {
        String name = wanted.isBlank() ? "stage" : wanted;
        for (int i = 1; !stageNames.add(name); i++) {
            name = i == 1 ? otherwise : otherwise + " " + i;
        }
        return name;
    }

    private void write(Stage stage, Action action) {
        String name = unique(action.name(), stage.name() + ": " + action.name());
        out.block("stage(" + GroovyText.literal(name) + ")", () -> writeBody(stage, action, false));
    }

    private void writeBody(Stage stage, Action action, boolean retries) {
        ActionTranslation provided = provided(action);
        ActionTranslation translation = translation(action);
        if (translation == KEPT) {
            String reason = provided.kept(action).orElseThrow();
            kept.add(stage.name() + " / " + action.name() + ": " + reason);
            out.comment(Texts.of("codepipeline.export.kept", action.name(), reason));
            out.comment(Texts.of("codepipeline.export.kept.how"));
        } else {
            translation.notes(action).forEach(this::note);
        }
        noteDifferences(stage, action);
        if (translation.needsAgent()) {
            out.line("agent any");
        }
        int minutes = action.timeoutMinutes() > 0 ? action.timeoutMinutes() : translation.usualMinutes();
        if (minutes > 0 || retries) {
            out.block("options", () -> {
                if (minutes > 0) {
                    out.line("timeout(time: " + minutes + ", unit: 'MINUTES')");
                }
                if (retries) {
                    out.line("retry(2)");
                }
            });
        }
        out.block("steps", () -> {
            if (translation.needsAgent()) {
                out.line("deleteDir()");
            }
            translation.write(action, context, out);
        });
    }

    private void noteDifferences(Stage stage, Action action) {
        String place = stage.name() + " / " + action.name();
        if (!action.region().isEmpty()
                && !action.region().equals(context.settings().region())) {
            note(Texts.of("codepipeline.export.region", place, action.region()));
        }
        if (!action.roleArn().isEmpty()) {
            note(Texts.of("codepipeline.export.role", place, action.roleArn()));
        }
        action.configuration().values().stream()
                .flatMap(value -> context.references().unknown(value).stream())
                .distinct()
                .forEach(reference -> note(Texts.of("codepipeline.export.reference", place, reference)));
    }
}
