package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An AppSpec file for servers, as the agent reads it.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html">AppSpec file
 *     reference</a>
 */
record AppSpec(List<Copy> files, Map<String, List<Hook>> hooks, String fileExistsBehavior) {

    private static final ObjectMapper YAML = new YAMLMapper();

    /** "the script must be ... 3600 seconds (1 hour)": the default of a script's timeout. */
    private static final int TIMEOUT = 3600;

    /** A file or folder of the bundle and the folder it goes to. */
    record Copy(String source, String destination) {}

    /** @param timeout seconds */
    record Hook(String location, int timeout) {}

    /** What the agent finds wrong; the message has its words. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    static JsonNode tree(String text) throws Invalid {
        try {
            JsonNode root = YAML.readTree(text);
            if (root == null || !root.isObject()) {
                throw new Invalid("The AppSpec file is empty or not a mapping");
            }
            return root;
        } catch (JsonProcessingException malformed) {
            throw new Invalid("The AppSpec file is malformed: " + malformed.getOriginalMessage());
        }
    }

    static AppSpec parse(String text) throws Invalid {
        JsonNode root = tree(text);
        if (!root.path("version").asText().equals("0.0")) {
            throw new Invalid("The deployment failed because an invalid version value ("
                    + root.path("version").asText() + ") was entered in the application specification file.");
        }
        String os = root.path("os").asText();
        if (!os.equals("linux") && !os.equals("windows")) {
            throw new Invalid(
                    "The deployment failed because the application specification file specifies an unsupported"
                            + " operating system (" + os + ").");
        }
        List<Copy> files = new ArrayList<>();
        for (JsonNode file : root.path("files")) {
            if (!file.hasNonNull("source") || !file.hasNonNull("destination")) {
                throw new Invalid(
                        "The deployment failed because the application specification file specifies a source or"
                                + " destination that is missing.");
            }
            files.add(new Copy(
                    file.get("source").asText(), file.get("destination").asText()));
        }
        Map<String, List<Hook>> hooks = new LinkedHashMap<>();
        root.path("hooks").fields().forEachRemaining(entry -> {
            List<Hook> scripts = new ArrayList<>();
            entry.getValue()
                    .forEach(script -> scripts.add(new Hook(
                            script.path("location").asText(),
                            script.path("timeout").asInt(TIMEOUT))));
            hooks.put(entry.getKey(), scripts);
        });
        return new AppSpec(files, hooks, root.path("file_exists_behavior").asText(""));
    }
}
