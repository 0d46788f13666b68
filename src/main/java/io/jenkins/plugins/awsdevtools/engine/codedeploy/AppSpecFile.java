package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The {@code appspec.yml} of a bundle for servers, checked before the bundle is sent, because a deployment would find out
 * on the first instance.
 *
 * @param sources files and folders of the bundle that it copies; {@code /} is the whole bundle
 * @param scripts of its hooks
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html">CodeDeploy AppSpec
 *     file reference</a>
 */
public record AppSpecFile(List<String> sources, List<String> scripts) {

    /** Its name at the root of a bundle; {@code appspec.yaml} is found too. */
    public static final String NAME = "appspec.yml";

    private static final ObjectMapper YAML = new YAMLMapper();

    /** "If your deployment ... to EC2/On-Premises: Run order of hooks", less those that cannot be scripted. */
    private static final Set<String> EVENTS = Set.of(
            "ApplicationStop",
            "BeforeInstall",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService",
            "BeforeBlockTraffic",
            "AfterBlockTraffic",
            "BeforeAllowTraffic",
            "AfterAllowTraffic");

    public AppSpecFile {
        sources = List.copyOf(sources);
        scripts = List.copyOf(scripts);
    }

    /**
     * Reads it.
     *
     * @throws ParameterException saying what is wrong and where
     */
    public static AppSpecFile parse(String text) {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw refused(Texts.of("codedeploy.appSpec.malformed", where(malformed)));
        }
        if (root == null || !root.isObject()) {
            throw refused(Texts.of("codedeploy.appSpec.empty"));
        }
        if (!root.path("version").asText().equals("0.0")) {
            throw refused(Texts.of("codedeploy.appSpec.version"));
        }
        if (!Set.of("linux", "windows").contains(root.path("os").asText())) {
            throw refused(Texts.of("codedeploy.appSpec.os"));
        }
        List<String> sources = new ArrayList<>();
        JsonNode files = root.path("files");
        if (isOther(files, files.isArray())) {
            throw refused(Texts.of("codedeploy.appSpec.files"));
        }
        for (JsonNode file : files) {
            if (!file.path("source").isTextual() || !file.path("destination").isTextual()) {
                throw refused(Texts.of("codedeploy.appSpec.files"));
            }
            sources.add(file.get("source").asText());
        }
        return new AppSpecFile(sources, scripts(root.path("hooks")));
    }

    private static List<String> scripts(JsonNode hooks) {
        if (isOther(hooks, hooks.isObject())) {
            throw refused(Texts.of("codedeploy.appSpec.hooks"));
        }
        Set<String> scripts = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> hook : hooks.properties()) {
            if (!EVENTS.contains(hook.getKey())) {
                throw refused(Texts.of(
                        "codedeploy.appSpec.hook",
                        hook.getKey(),
                        String.join(", ", EVENTS.stream().sorted().toList())));
            }
            if (isOther(hook.getValue(), hook.getValue().isArray())) {
                throw refused(Texts.of("codedeploy.appSpec.location", hook.getKey()));
            }
            for (JsonNode script : hook.getValue()) {
                String location = script.path("location").asText("");
                if (location.isBlank()) {
                    throw refused(Texts.of("codedeploy.appSpec.location", hook.getKey()));
                }
                scripts.add(location);
            }
        }
        return List.copyOf(scripts);
    }

    /** A key may be left out, or have nothing after it. */
    private static boolean isOther(JsonNode node, boolean asWanted) {
        return !asWanted && !node.isMissingNode() && !node.isNull();
    }

    /**
     * Checks that what it names is in the bundle.
     *
     * @param inBundle whether a file, or anything in a folder, of this path from the bundle's root is there
     * @throws ParameterException naming all that is not
     */
    public void check(Predicate<String> inBundle) {
        List<String> missing = new ArrayList<>();
        sources.stream()
                .map(AppSpecFile::normal)
                .filter(path -> !path.isEmpty() && !inBundle.test(path))
                .forEach(path -> missing.add("files: " + path));
        scripts.stream()
                .map(AppSpecFile::normal)
                .filter(path -> !inBundle.test(path))
                .forEach(path -> missing.add("hooks: " + path));
        if (!missing.isEmpty()) {
            throw refused(Texts.of("codedeploy.appSpec.missing", String.join(", ", missing)));
        }
    }

    /** A path of the bundle as it is compared: from the root, without what says so. */
    public static String normal(String path) {
        return path.replace('\\', '/')
                .replaceFirst("^(\\./|/)+", "")
                .replaceFirst("^\\.$", "")
                .replaceFirst("/+$", "");
    }

    static String where(JsonProcessingException malformed) {
        String place = malformed.getLocation() == null
                ? ""
                : " (line " + malformed.getLocation().getLineNr() + ")";
        String reason = malformed.getOriginalMessage();
        int end = reason.indexOf('\n');
        return (end < 0 ? reason : reason.substring(0, end)) + place;
    }

    private static ParameterException refused(String reason) {
        return new ParameterException("appspec", NAME, reason);
    }
}
