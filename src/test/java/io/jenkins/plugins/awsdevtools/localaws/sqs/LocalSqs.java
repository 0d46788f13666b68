package io.jenkins.plugins.awsdevtools.localaws.sqs;

import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The queues, in process. Thread safe. */
public final class LocalSqs {
    private final Map<String, Map<String, SqsQueue>> regions = new ConcurrentHashMap<>();
    private final Clock clock;
    private final String account;
    private final Supplier<URI> endpoint;

    /** @param endpoint where queue URLs lead; known once the server listens */
    public LocalSqs(Clock clock, String account, Supplier<URI> endpoint) {
        this.clock = clock;
        this.account = account;
        this.endpoint = endpoint;
    }

    /** The service that speaks SQS's protocol for this. */
    public LocalService service() {
        return new SqsService(this);
    }

    /** Makes a queue, or gives the one of this name. */
    public SqsQueue createQueue(String region, String name) {
        return queues(region)
                .computeIfAbsent(
                        name, key -> new SqsQueue(name, "arn:aws:sqs:" + region + ":" + account + ":" + name, clock));
    }

    /** Makes a queue that gets the events of these sources; none means all. */
    public SqsQueue createEventQueue(String region, String name, EventBus bus, Set<String> sources) {
        SqsQueue queue = createQueue(region, name);
        // The rule's target is the name: a queue that is made again gets the events again, as in AWS.
        bus.addRule(region, sources, event -> find(region, name).ifPresent(target -> target.send(event)));
        return queue;
    }

    /** Takes what a rule of EventBridge sends, if the queue is there and its policy allows it. */
    public void sendAsEventBridge(String rule, String queueArn, String event) {
        String region = queueArn.split(":")[3];
        at(region, queueArn)
                .filter(queue -> Optional.ofNullable(queue.attributes().get("Policy"))
                        .filter(policy -> !policy.isEmpty())
                        .map(QueuePolicy::parse)
                        .filter(policy -> policy.letsSend("events.amazonaws.com", queue.arn(), rule))
                        .isPresent())
                .ifPresent(queue -> queue.send(event));
    }

    /** Deletes a queue with all that is in it; who waits at it is told. */
    public void deleteQueue(String region, String name) {
        Optional.ofNullable(queues(region).remove(name)).ifPresent(SqsQueue::remove);
    }

    /** The URL of a queue, whether it exists or not. */
    public String url(String name) {
        return endpoint.get() + "/" + account + "/" + name;
    }

    Optional<SqsQueue> find(String region, String name) {
        return Optional.ofNullable(queues(region).get(name));
    }

    /** The queue a URL or ARN names. */
    Optional<SqsQueue> at(String region, String urlOrArn) {
        return find(region, urlOrArn.substring(Math.max(urlOrArn.lastIndexOf('/'), urlOrArn.lastIndexOf(':')) + 1));
    }

    Map<String, SqsQueue> queues(String region) {
        return regions.computeIfAbsent(region, key -> new ConcurrentHashMap<>());
    }
}
