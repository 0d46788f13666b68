package io.jenkins.plugins.awsdevtools.localaws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Speaks EventBridge's protocol for the rules of the default bus with SQS queues as targets.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html">API reference</a>
 */
final class EventsService implements LocalService {
    /** "Name: Pattern: [\.\-_A-Za-z0-9]+, length 1 to 64" (PutRule). */
    private static final String NAME = "[.\\-_A-Za-z0-9]{1,64}";

    private static final String QUEUE = "arn:aws[\\w-]*:sqs:[a-z0-9-]+:\\d{12}:[\\w-]{1,80}";

    private final EventRules rules;

    EventsService(EventRules rules) {
        this.rules = rules;
    }

    @Override
    public String signingName() {
        return "events";
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode in = call.jsonBody();
        String region = call.region();
        String bus = in.path("EventBusName").asText("default");
        if (!bus.equals("default")) {
            throw new AwsError("ResourceNotFoundException", 400, "Event bus " + bus + " does not exist.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (call.operation()) {
            case "PutRule" -> answer.put("RuleArn", put(region, in).arn());
            case "DescribeRule" -> describe(rules.get(region, required(in, "Name")), answer);
            case "ListRules" -> {
                ArrayNode all = answer.putArray("Rules");
                rules.all(region).stream()
                        .filter(rule ->
                                rule.name().startsWith(in.path("NamePrefix").asText("")))
                        .forEach(rule -> describe(rule, all.addObject()));
            }
            case "PutTargets" -> {
                rules.addTargets(region, required(in, "Rule"), targets(in));
                failures(answer);
            }
            case "ListTargetsByRule" -> {
                ArrayNode all = answer.putArray("Targets");
                rules.get(region, required(in, "Rule"))
                        .targets()
                        .forEach((id, arn) -> all.addObject().put("Id", id).put("Arn", arn));
            }
            case "RemoveTargets" -> {
                List<String> ids = new ArrayList<>();
                in.path("Ids").forEach(id -> ids.add(id.asText()));
                rules.removeTargets(region, required(in, "Rule"), ids);
                failures(answer);
            }
            case "EnableRule" -> rules.enable(region, required(in, "Name"), true);
            case "DisableRule" -> rules.enable(region, required(in, "Name"), false);
            case "DeleteRule" -> rules.delete(region, required(in, "Name"));
            default -> throw new AwsError("UnknownOperationException", 400, "");
        }
        call.replyJson(answer);
    }

    private EventRules.Rule put(String region, JsonNode in) {
        String name = required(in, "Name");
        if (!name.matches(NAME)) {
            throw invalid("1 validation error detected: Value '" + name
                    + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + "[\\.\\-_A-Za-z0-9]+");
        }
        if (in.path("EventPattern").asText("").isEmpty()) {
            throw invalid("Parameter(s) EventPattern must be specified: schedules are not embedded.");
        }
        return rules.put(
                region,
                name,
                in.get("EventPattern").asText(),
                !in.path("State").asText("ENABLED").equals("DISABLED"),
                in.path("Description").asText(null));
    }

    private static Map<String, String> targets(JsonNode in) {
        Map<String, String> targets = new LinkedHashMap<>();
        for (JsonNode target : in.path("Targets")) {
            String id = required(target, "Id");
            String arn = required(target, "Arn");
            if (!arn.matches(QUEUE)) {
                throw invalid("Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
            }
            targets.put(id, arn);
        }
        if (targets.isEmpty()) {
            throw invalid("1 validation error detected: Value '[]' at 'targets' failed to satisfy constraint:"
                    + " Member must have length greater than or equal to 1");
        }
        return targets;
    }

    private static void describe(EventRules.Rule rule, ObjectNode answer) {
        answer.put("Name", rule.name())
                .put("Arn", rule.arn())
                .put("EventPattern", rule.pattern())
                .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", "default");
        if (rule.description() != null) {
            answer.put("Description", rule.description());
        }
    }

    private static void failures(ObjectNode answer) {
        answer.put("FailedEntryCount", 0).putArray("FailedEntries");
    }

    private static String required(JsonNode in, String name) {
        String value = in.path(name).asText("");
        if (value.isEmpty()) {
            throw invalid("1 validation error detected: Value null at '"
                    + name.substring(0, 1).toLowerCase() + name.substring(1)
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    private static AwsError invalid(String message) {
        return new AwsError("ValidationException", 400, message);
    }
}
