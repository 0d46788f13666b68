package io.jenkins.plugins.awsdevtools.localaws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The default event bus of every region. A service publishes what happened; each rule that matches hands the event's
 * JSON to its target, in the thread of the publisher. Thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">Event structure</a>
 */
public final class EventBus {

    private record Rule(String region, Predicate<JsonNode> pattern, Consumer<String> target) {
        boolean matches(String eventRegion, JsonNode event) {
            return region.equals(eventRegion) && pattern.test(event);
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final String account;
    private final EventRules put;

    /**
     * A bus without rules.
     *
     * @param target takes what rules that come over the wire send
     */
    public EventBus(Clock clock, String account, EventTarget target) {
        this.clock = clock;
        this.account = account;
        this.put = new EventRules(account, target);
    }

    /** The service that speaks EventBridge's protocol for this. */
    public LocalService service() {
        return new EventsService(put);
    }

    /**
     * Adds a rule.
     *
     * @param sources event sources such as {@code aws.codecommit}; none means all
     * @param target takes the event as JSON
     */
    public void addRule(String region, Set<String> sources, Consumer<String> target) {
        Set<String> wanted = Set.copyOf(sources);
        rules.add(new Rule(
                region,
                event ->
                        wanted.isEmpty() || wanted.contains(event.path("source").asText()),
                target));
    }

    /**
     * Adds a rule as PutRule takes it.
     *
     * @param target takes the event as JSON
     */
    public void addRule(String region, EventPattern pattern, Consumer<String> target) {
        rules.add(new Rule(region, pattern::matches, target));
    }

    /** Takes back every rule. */
    public void removeRules() {
        rules.clear();
    }

    /**
     * Publishes an event.
     *
     * @param source such as {@code aws.codecommit}
     * @param detailType such as {@code CodeCommit Repository State Change}
     * @param resources ARNs
     */
    public void publish(String region, String source, String detailType, List<String> resources, ObjectNode detail) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", account)
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        resources.forEach(event.putArray("resources")::add);
        event.set("detail", detail);
        String text = event.toString();
        rules.stream().filter(rule -> rule.matches(region, event)).forEach(rule -> rule.target()
                .accept(text));
        put.deliver(region, event);
    }
}
