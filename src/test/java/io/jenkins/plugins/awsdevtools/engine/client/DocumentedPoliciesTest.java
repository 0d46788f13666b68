package io.jenkins.plugins.awsdevtools.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies of the documentation are JSON, and allow actions that there are. */
class DocumentedPoliciesTest {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern JSON = Pattern.compile("```json\\R(.*?)```", Pattern.DOTALL);

    /** Where the SDK keeps the operations of a service whose prefix in policies is another word. */
    private static final Map<String, String> PACKAGES = Map.of("logs", "cloudwatchlogs");

    /** Permissions that are not the names of operations (Service Authorization Reference, "Actions"). */
    private static final Set<String> NO_OPERATIONS = Set.of(
            "codecommit:GitPull",
            "iam:PassRole",
            "s3:ListBucket",
            "s3:ListAllMyBuckets",
            "s3:ListBucketMultipartUploads",
            "s3:ListMultipartUploadParts",
            "s3:GetObjectVersion",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "s3:GetBucketLocation",
            "sts:TagSession");

    static List<Path> pagesWithPolicies() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS)) {
            List<Path> found = new ArrayList<>();
            for (Path page : pages.filter(name -> name.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                if (JSON.matcher(Files.readString(page)).find()) {
                    found.add(page);
                }
            }
            return found;
        }
    }

    @ParameterizedTest
    @MethodSource("pagesWithPolicies")
    void eachPolicyCanBeReadAndAllowsActionsThatThereAre(Path page) throws IOException {
        Matcher blocks = JSON.matcher(Files.readString(page));
        List<String> unknown = new ArrayList<>();
        while (blocks.find()) {
            JsonNode policy = JsonMapper.builder().build().readTree(blocks.group(1));
            for (JsonNode actions : policy.findValues("Action")) {
                names(actions).filter(name -> !exists(name)).forEach(unknown::add);
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static Stream<String> names(JsonNode actions) {
        return actions.isTextual()
                ? Stream.of(actions.asText())
                : actions.valueStream().map(JsonNode::asText);
    }

    private static boolean exists(String action) {
        if (NO_OPERATIONS.contains(action)) {
            return true;
        }
        String prefix = action.substring(0, action.indexOf(':'));
        String request = "software.amazon.awssdk.services." + PACKAGES.getOrDefault(prefix, prefix) + ".model."
                + action.substring(prefix.length() + 1) + "Request";
        return DocumentedPoliciesTest.class.getClassLoader().getResource(request.replace('.', '/') + ".class") != null;
    }
}
