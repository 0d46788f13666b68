package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A buildspec, read as CodeBuild reads it.
 *
 * @param version {@code 0.1} runs each command in a shell of its own, {@code 0.2} all in one
 * @param variables plain ones of {@code env}
 * @param parameters names of variables and of the parameters that hold their values
 * @param secrets names of variables and where their values are
 * @param phases by name, in the order they run
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html">Build specification
 *     reference for CodeBuild</a>
 */
record Buildspec(
        String version,
        String shell,
        Map<String, String> variables,
        Map<String, String> parameters,
        Map<String, String> secrets,
        List<String> exported,
        Map<String, Phase> phases,
        Optional<Artifacts> artifacts,
        Map<String, Artifacts> secondaryArtifacts,
        List<Reports> reports) {

    static final List<String> PHASES = List.of("install", "pre_build", "build", "post_build");

    private static final ObjectMapper YAML = new YAMLMapper();

    /** @param onFailure {@code ABORT}, {@code CONTINUE}, or empty for the phase's own way */
    record Phase(List<String> commands, List<String> onEnd, String onFailure, JsonNode runtimes) {}

    /**
     * What is kept of the source folder.
     *
     * @param keepLinks whether a ZIP file has links as links ({@code enable-symlinks})
     */
    record Artifacts(
            List<String> files,
            List<String> excluded,
            String baseDirectory,
            boolean discardPaths,
            boolean keepLinks,
            String name) {}

    /** Files of tests or coverage that become a report of the group of this name or ARN. */
    record Reports(String group, List<String> files, String baseDirectory, String format) {}

    /** What CodeBuild finds wrong in a buildspec; the message has its words. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    static Buildspec parse(String text) throws Invalid {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new Invalid("YAML_FILE_ERROR: " + broken.getOriginalMessage());
        }
        if (root == null || !root.isObject()) {
            throw new Invalid("YAML_FILE_ERROR: This buildspec file is empty or not a map");
        }
        String version = root.path("version").asText("");
        if (!version.equals("0.1") && !version.equals("0.2")) {
            throw new Invalid("YAML_FILE_ERROR: Unknown or missing version: " + version);
        }
        if (!root.path("phases").isObject()) {
            throw new Invalid("YAML_FILE_ERROR: phases are required");
        }
        Map<String, Phase> phases = new LinkedHashMap<>();
        var names = root.path("phases").fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!PHASES.contains(name)) {
                throw new Invalid("YAML_FILE_ERROR: Unknown phase: " + name);
            }
        }
        for (String name : PHASES) {
            JsonNode phase = root.path("phases").path(name);
            if (!phase.isMissingNode() && !phase.isNull()) {
                phases.put(
                        name,
                        new Phase(
                                texts(phase.path("commands")),
                                texts(phase.path("finally")),
                                phase.path("on-failure").asText(""),
                                phase.path("runtime-versions")));
            }
        }
        JsonNode env = root.path("env");
        Map<String, Artifacts> secondary = new LinkedHashMap<>();
        root.path("artifacts")
                .path("secondary-artifacts")
                .fields()
                .forEachRemaining(entry -> secondary.put(entry.getKey(), artifacts(entry.getValue())));
        return new Buildspec(
                version,
                env.path("shell").asText(""),
                map(env.path("variables")),
                map(env.path("parameter-store")),
                map(env.path("secrets-manager")),
                texts(env.path("exported-variables")),
                phases,
                root.path("artifacts").has("files") ? Optional.of(artifacts(root.path("artifacts"))) : Optional.empty(),
                secondary,
                reports(root.path("reports")));
    }

    private static List<Reports> reports(JsonNode node) {
        List<Reports> reports = new ArrayList<>();
        node.fields()
                .forEachRemaining(entry -> reports.add(new Reports(
                        entry.getKey(),
                        texts(entry.getValue().path("files")),
                        entry.getValue().path("base-directory").asText(""),
                        entry.getValue().path("file-format").asText("JUNITXML"))));
        return reports;
    }

    private static Artifacts artifacts(JsonNode node) {
        return new Artifacts(
                texts(node.path("files")),
                texts(node.path("exclude-paths")),
                node.path("base-directory").asText(""),
                isYes(node.path("discard-paths")),
                isYes(node.path("enable-symlinks")),
                node.path("name").asText(""));
    }

    private static boolean isYes(JsonNode node) {
        return node.asText("no").equals("yes") || node.asText().equals("true");
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(
                        entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (!node.isMissingNode() && !node.isNull()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
