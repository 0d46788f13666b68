package io.jenkins.plugins.awsdevtools.localaws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a queue's policy lets a service of AWS send to it, as EventBridge needs it.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions">
 *     Amazon SQS permissions</a>
 */
final class QueuePolicy {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode statements;

    private QueuePolicy(JsonNode statements) {
        this.statements = statements;
    }

    /** @throws io.jenkins.plugins.awsdevtools.localaws.AwsError if it is not JSON with statements */
    static QueuePolicy parse(String text) {
        try {
            JsonNode statements = JSON.readTree(text).path("Statement");
            if (!statements.isMissingNode()) {
                return new QueuePolicy(statements);
            }
        } catch (JsonProcessingException notJson) {
            throw invalid();
        }
        throw invalid();
    }

    private static RuntimeException invalid() {
        return SqsErrors.of(
                "InvalidAttributeValue", "InvalidAttributeValue", "Invalid value for the parameter Policy.");
    }

    /** @param source the ARN of the rule on whose behalf the service sends */
    boolean letsSend(String service, String queue, String source) {
        return list(statements).stream()
                .anyMatch(statement -> statement.path("Effect").asText().equals("Allow")
                        && ofService(statement.path("Principal"), service)
                        && list(statement.path("Action")).stream()
                                .map(action -> action.asText().toLowerCase(Locale.ROOT))
                                .anyMatch(List.of("sqs:sendmessage", "sqs:*", "*")::contains)
                        && list(statement.path("Resource")).stream()
                                .anyMatch(resource -> like(resource.asText(), queue))
                        && conditionsHold(statement.path("Condition"), source));
    }

    private static boolean ofService(JsonNode principal, String service) {
        return principal.asText().equals("*")
                || list(principal.path("Service")).stream()
                        .anyMatch(named -> named.asText().equals(service));
    }

    /** Conditions other than of the source are not known here, so they do not hold. */
    private static boolean conditionsHold(JsonNode conditions, String source) {
        for (Map.Entry<String, JsonNode> condition : conditions.properties()) {
            boolean ofArn = List.of("ArnEquals", "ArnLike", "StringEquals", "StringLike")
                    .contains(condition.getKey());
            for (Map.Entry<String, JsonNode> key : condition.getValue().properties()) {
                boolean holds = ofArn
                        && key.getKey().equalsIgnoreCase("aws:SourceArn")
                        && list(key.getValue()).stream().anyMatch(arn -> like(arn.asText(), source));
                if (!holds) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean like(String pattern, String text) {
        return text.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else if (!node.isMissingNode()) {
            all.add(node);
        }
        return all;
    }
}
