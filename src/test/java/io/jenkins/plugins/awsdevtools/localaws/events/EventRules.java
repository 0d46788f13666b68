package io.jenkins.plugins.awsdevtools.localaws.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules of the default event bus that were put over the wire, by region and name. Thread safe. */
final class EventRules {
    /** "Targets: ... five targets per rule" (Amazon EventBridge quotas). */
    private static final int MOST_TARGETS = 5;

    private final String account;
    private final EventTarget target;
    private final Map<String, Map<String, Rule>> regions = new TreeMap<>();

    /** @param target takes what rules send */
    EventRules(String account, EventTarget target) {
        this.account = account;
        this.target = target;
    }

    /** A rule and where it sends to. */
    static final class Rule {
        private final String name;
        private final String arn;
        private String pattern;
        private EventPattern matching;
        private boolean enabled;
        private String description;
        private final Map<String, String> targets = new LinkedHashMap<>();

        private Rule(String name, String arn) {
            this.name = name;
            this.arn = arn;
        }

        String name() {
            return name;
        }

        String arn() {
            return arn;
        }

        String pattern() {
            return pattern;
        }

        boolean enabled() {
            return enabled;
        }

        String description() {
            return description;
        }

        /** The ARNs by the ids that the user gave. */
        Map<String, String> targets() {
            return Map.copyOf(targets);
        }
    }

    /** Makes a rule, or changes the one of this name. */
    synchronized Rule put(String region, String name, String pattern, boolean enabled, String description) {
        EventPattern matching;
        try {
            matching = EventPattern.parse(pattern);
        } catch (IllegalArgumentException invalid) {
            throw new AwsError("InvalidEventPatternException", 400, invalid.getMessage());
        }
        Rule rule = rules(region)
                .computeIfAbsent(
                        name, key -> new Rule(name, "arn:aws:events:" + region + ":" + account + ":rule/" + name));
        rule.pattern = pattern;
        rule.matching = matching;
        rule.enabled = enabled;
        rule.description = description;
        return rule;
    }

    synchronized void addTargets(String region, String name, Map<String, String> targets) {
        Rule rule = get(region, name);
        Map<String, String> all = new LinkedHashMap<>(rule.targets);
        all.putAll(targets);
        if (all.size() > MOST_TARGETS) {
            throw new AwsError(
                    "LimitExceededException", 400, "The requested resource exceeds the maximum number allowed.");
        }
        rule.targets.putAll(targets);
    }

    synchronized void removeTargets(String region, String name, List<String> ids) {
        get(region, name).targets.keySet().removeAll(ids);
    }

    synchronized void enable(String region, String name, boolean enabled) {
        get(region, name).enabled = enabled;
    }

    /** A rule that does not exist is no error. */
    synchronized void delete(String region, String name) {
        Rule rule = rules(region).get(name);
        if (rule != null && !rule.targets.isEmpty()) {
            throw new AwsError("ValidationException", 400, "Rule can't be deleted since it has targets.");
        }
        rules(region).remove(name);
    }

    synchronized Rule get(String region, String name) {
        Rule rule = rules(region).get(name);
        if (rule == null) {
            throw new AwsError(
                    "ResourceNotFoundException", 400, "Rule " + name + " does not exist on EventBus default.");
        }
        return rule;
    }

    synchronized List<Rule> all(String region) {
        return List.copyOf(rules(region).values());
    }

    /** Sends an event to the targets of every rule that matches. */
    void deliver(String region, JsonNode event) {
        String text = event.toString();
        for (Rule rule : all(region)) {
            List<String> targets;
            synchronized (this) {
                targets = rule.enabled && rule.matching.matches(event) ? List.copyOf(rule.targets.values()) : List.of();
            }
            targets.forEach(arn -> target.send(rule.arn, arn, text));
        }
    }

    private Map<String, Rule> rules(String region) {
        return regions.computeIfAbsent(region, key -> new TreeMap<>());
    }
}
