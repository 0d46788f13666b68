package io.jenkins.plugins.awsdevtools.engine.events;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;

/**
 * A queue that EventBridge sends events to, and who reads it.
 *
 * @param queue its URL, or its name in the account and region of the access
 */
public record EventQueue(AwsAccess access, String queue) {

    /** "A queue name can have up to 80 characters: alphanumeric characters, hyphens, underscores" (CreateQueue). */
    private static final Pattern NAME = Pattern.compile("[\\w-]{1,80}");

    private static final Pattern ADDRESS = Pattern.compile("https?://([^/\\s]+)/(\\d{12})/([\\w-]{1,80})(\\.fifo)?");
    private static final Pattern HOST =
            Pattern.compile("(?:sqs|sqs-fips)\\.([a-z0-9-]+)\\..*|(?:vpce-[\\w-]+\\.)sqs\\.([a-z0-9-]+)\\..*");

    /** @throws ParameterException naming field and value */
    public EventQueue {
        Objects.requireNonNull(access);
        check(queue, access.region().id());
    }

    /**
     * @param region of the connection; a queue of another region cannot be read with it
     * @throws ParameterException if this is neither the name nor the URL of a standard queue of that region
     */
    public static void check(String queue, String region) {
        if (queue != null && NAME.matcher(queue).matches()) {
            return;
        }
        Matcher address = ADDRESS.matcher(queue == null ? "" : queue);
        if (!address.matches()) {
            boolean fifo = queue != null && queue.endsWith(".fifo");
            throw new ParameterException(
                    "eventQueue", queue, Texts.of(fifo ? "events.queue.fifo" : "events.queue.bad"));
        }
        if (address.group(4) != null) {
            throw new ParameterException("eventQueue", queue, Texts.of("events.queue.fifo"));
        }
        Matcher host = HOST.matcher(address.group(1));
        if (host.matches()) {
            String there = host.group(1) == null ? host.group(2) : host.group(1);
            if (!there.equals(region)) {
                throw new ParameterException("eventQueue", queue, Texts.of("events.queue.region", there, region));
            }
        }
    }

    /** GetQueueUrl, unless the URL is given. */
    CompletionStage<String> url(SqsAsyncClient client) {
        return ADDRESS.matcher(queue).matches()
                ? CompletableFuture.completedFuture(queue)
                : client.getQueueUrl(request -> request.queueName(queue)).thenApply(GetQueueUrlResponse::queueUrl);
    }
}
