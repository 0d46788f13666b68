package io.jenkins.plugins.awsdevtools.engine.events;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Looks at a queue without taking anything from it. */
public final class QueueTest {

    private final AwsClients clients;

    /**
     * @param waiting about how many messages are in it
     * @param deadLetters whether it has a queue for what nobody could read
     */
    public record Told(String arn, String waiting, boolean deadLetters) {}

    public QueueTest(AwsClients clients) {
        this.clients = Objects.requireNonNull(clients);
    }

    /** GetQueueAttributes. Fails with whatever the SDK threw. */
    public CompletionStage<Told> ask(EventQueue queue) {
        SqsAsyncClient client = clients.sqs(queue.access());
        return queue.url(client)
                .thenCompose(url -> client.getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.QUEUE_ARN,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.REDRIVE_POLICY)))
                .thenApply(answer -> {
                    Map<QueueAttributeName, String> told = answer.attributes();
                    return new Told(
                            told.getOrDefault(QueueAttributeName.QUEUE_ARN, queue.queue()),
                            told.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"),
                            told.containsKey(QueueAttributeName.REDRIVE_POLICY));
                });
    }
}
