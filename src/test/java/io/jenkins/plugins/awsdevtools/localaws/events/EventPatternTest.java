package io.jenkins.plugins.awsdevtools.localaws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
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

    @Test
    void theTemplateHasTheSamePatternAndThePoliciesOfTheDocumentationAreJson() throws IOException {
        Set<String> sources = new TreeSet<>();
        Matcher source = Pattern.compile("aws\\.(?:code[a-z]+|ecs)")
                .matcher(Files.readString(Path.of("docs/events/event-queue.yaml")));
        while (source.find()) {
            sources.add(source.group());
        }
        assertThat(sources)
                .containsExactly("aws.codebuild", "aws.codecommit", "aws.codedeploy", "aws.codepipeline", "aws.ecs");
        Matcher attributes = Pattern.compile("--attributes '(\\{.+?\\})'", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/events.md")));
        int read = 0;
        while (attributes.find()) {
            for (JsonNode policy : JSON.readTree(attributes.group(1))) {
                assertThat(JSON.readTree(policy.asText())).isNotNull();
            }
            read++;
        }
        assertThat(read).isEqualTo(2);
    }
}
