package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import java.util.List;
import java.util.Map;

/** What a translation knows of the rest of the pipeline. */
record ExportContext(PipelineStructure pipeline, ExportSettings settings, VariableReferences references) {

    /** The bucket of artifacts where an action runs. */
    String bucket(Action action) {
        Map<String, String> stores = pipeline.stores();
        String region = action.region().isEmpty() ? settings.region() : action.region();
        return stores.containsKey(region)
                ? stores.get(region)
                : stores.getOrDefault("", stores.values().stream().findFirst().orElse("artifacts"));
    }

    /** A value of the configuration as an argument. */
    String argument(String parameter, String value) {
        return parameter + ": " + references.expression(value);
    }

    /** The keys of an action's output variables that anything refers to. */
    List<String> keys(Action action) {
        return references.keys(action.namespace());
    }

    /** Writes the assignment of an output variable. */
    static String assignment(Action action, String key, String expression) {
        return "env." + VariableReferences.environment(action.namespace(), key) + " = " + expression;
    }

    /** Writes steps inside the folder of an action's only input. */
    static void inInput(Action action, JenkinsfileWriter out, Runnable steps) {
        String input = action.inputs().get(0);
        out.block("dir(" + GroovyText.literal(input) + ")", () -> {
            out.line("unstash " + GroovyText.literal(input));
            steps.run();
        });
    }

    /** Writes how a folder becomes an output artifact. */
    static void stash(String folder, String artifact, JenkinsfileWriter out) {
        out.block(
                "dir(" + GroovyText.literal(folder) + ")",
                () -> out.line("stash name: " + GroovyText.literal(artifact)));
    }
}
