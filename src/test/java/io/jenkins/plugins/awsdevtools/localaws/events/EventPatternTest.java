package io.jenkins.plugins.awsdevtools.localaws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventPatternTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static boolean matches(String pattern, String event) throws IOException {
        return EventPattern.parse(pattern).matches(JSON.readTree(event));
    }

    @Test
    void everyFieldOfThePatternHasToMatchOneOfItsValues() throws IOException {
        String event =
                "{\"source\":\"aws.codecommit\",\"detail\":{\"event\":\"referenceUpdated\",\"names\":[\"a\",\"b\"]}}";
        assertThat(matches("{\"source\":[\"aws.codebuild\",\"aws.codecommit\"]}", event))
                .isTrue();
        assertThat(matches("{\"source\":[\"aws.codebuild\"]}", event)).isFalse();
        assertThat(matches("{\"detail\":{\"names\":[\"b\"]}}", event)).isTrue();
        assertThat(matches("{\"detail\":{\"event\":[{\"prefix\":\"reference\"}]}}", event))
                .isTrue();
        assertThat(matches("{\"detail\":{\"event\":[{\"suffix\":\"Deleted\"}]}}", event))
                .isFalse();
        assertThat(matches("{\"detail\":{\"event\":[{\"anything-but\":\"referenceDeleted\"}]}}", event))
                .isTrue();
        assertThat(matches("{\"detail\":{\"none\":[{\"exists\":false}]}}", event))
                .isTrue();
        assertThat(matches("{\"detail\":{\"none\":[{\"exists\":true}]}}", event))
                .isFalse();
    }

    @Test
    void aPatternThatIsNotValidIsRefused() {
        for (String bad :
                List.of("{}", "[]", "{", "{\"source\":\"aws.codebuild\"}", "{\"source\":[{\"like\":\"a\"}]}")) {
            assertThatThrownBy(() -> EventPattern.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void thePatternOfTheDocumentationLetsPushesThroughAndNothingOfOtherServices() throws IOException {
        Matcher written =
                Pattern.compile("--event-pattern '([^']+)'").matcher(Files.readString(Path.of("docs/events.md")));
        assertThat(written.find()).isTrue();
        EventPattern pattern = EventPattern.parse(written.group(1));
        try (LocalAws aws = LocalAws.start()) {
            List<String> events = new ArrayList<>();
            aws.events().addRule("eu-west-1", pattern, events::add);
            aws.codeCommit().createRepository("eu-west-1", "shop").commit("main", "Open", "a.txt");
            assertThat(events).hasSize(1);
        }
        assertThat(pattern.matches(JSON.readTree("{\"source\":\"aws.ec2\"}"))).isFalse();
    }

    /** YAML holds JSON, and the template's pattern is written so. */
    @Test
    void theTemplateHasThePatternOfTheDocumentation() throws IOException {
        Matcher written = Pattern.compile("EventPattern:\\s*(\\{.*?\\})\\s*Targets:", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/events/event-queue.yaml")));
        Matcher documented =
                Pattern.compile("--event-pattern '([^']+)'").matcher(Files.readString(Path.of("docs/events.md")));
        assertThat(written.find() && documented.find()).isTrue();
        assertThat(JSON.readTree(written.group(1))).isEqualTo(JSON.readTree(documented.group(1)));
    }

    /** What each service says while something goes on in it, and what of it the pattern is to let through. */
    @Test
    void thePatternOfTheTemplateLetsThroughWhatTheServicesSay() throws IOException {
        Matcher written = Pattern.compile("EventPattern:\\s*(\\{.*?\\})\\s*Targets:", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/events/event-queue.yaml")));
        assertThat(written.find()).isTrue();
        EventPattern pattern = EventPattern.parse(written.group(1));
        try (LocalAws aws = LocalAws.start()) {
            Set<String> said = new TreeSet<>();
            Set<String> through = new TreeSet<>();
            aws.events().addRule(aws.region(), Set.of(), event -> said.add(source(event)));
            aws.events().addRule(aws.region(), pattern, event -> through.add(source(event)));
            aws.codeCommit().createRepository(aws.region(), "shop").commit("main", "Open", "a.txt");
            aws.codeBuild().createScripted(aws.region(), "shop");
            aws.codeBuild()
                    .startBuild(aws.region(), "user", JSON.createObjectNode().put("projectName", "shop"));
            aws.ecs().createCluster(aws.region(), "prod");
            aws.ecs()
                    .createService(
                            aws.region(),
                            "prod",
                            "web",
                            aws.ecs().registerTaskDefinition(aws.region(), "web", "app", "web:1"),
                            1,
                            true,
                            true);
            assertThat(said).contains("aws.codebuild", "aws.codecommit", "aws.ecs");
            assertThat(through).isEqualTo(said);
        }
        String task = "{\"source\":\"aws.ecs\",\"detail-type\":\"ECS Task State Change\",\"detail\":{}}";
        assertThat(pattern.matches(JSON.readTree(task))).isFalse();
    }

    private static String source(String event) {
        try {
            return JSON.readTree(event).path("source").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
