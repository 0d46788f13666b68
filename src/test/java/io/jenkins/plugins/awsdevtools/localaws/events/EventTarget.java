package io.jenkins.plugins.awsdevtools.localaws.events;

/** Takes what a rule sends. */
@FunctionalInterface
public interface EventTarget {

    /**
     * What cannot be sent is lost, as it is for a rule without a dead-letter queue.
     *
     * @param rule the rule's ARN
     * @param arn the target's
     * @param event as JSON
     */
    void send(String rule, String arn, String event);
}
