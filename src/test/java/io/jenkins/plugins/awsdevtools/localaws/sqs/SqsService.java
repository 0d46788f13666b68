package io.jenkins.plugins.awsdevtools.localaws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * SQS's API in its JSON protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">Amazon SQS API
 *     Reference</a>
 */
final class SqsService implements LocalService {
    /** "MaxNumberOfMessages: Valid values: 1 to 10." Batches: "a maximum of 10 entries". */
    private static final int MOST = 10;
    /** "WaitTimeSeconds: Valid values: 0 to 20 seconds" (ReceiveMessageWaitTimeSeconds). */
    private static final int LONGEST_WAIT = 20;
    /** "VisibilityTimeout: Valid values: An integer from 0 to 43,200 (12 hours)." */
    private static final int LONGEST_VISIBILITY = 43_200;
    /** "The maximum is 1,048,576 bytes (1 MiB)" (MaximumMessageSize). */
    private static final int LARGEST = 1_048_576;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LocalSqs local;

    SqsService(LocalSqs local) {
        this.local = local;
    }

    @Override
    public String signingName() {
        return "sqs";
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            return local.at(call.region(), call.jsonBody().path("QueueUrl").asText(""))
                    .map(SqsQueue::arn)
                    .orElse("*");
        } catch (IOException unreadable) {
            return "*";
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode in = call.jsonBody();
        ObjectNode answer = JSON.objectNode();
        switch (call.operation()) {
            case "CreateQueue" -> create(call, in, answer);
            case "GetQueueUrl" -> {
                local.find(call.region(), required(in, "QueueName")).orElseThrow(SqsErrors::noQueue);
                answer.put("QueueUrl", local.url(in.get("QueueName").asText()));
            }
            case "ListQueues" -> {
                ArrayNode urls = answer.putArray("QueueUrls");
                local.queues(call.region()).keySet().stream()
                        .filter(name ->
                                name.startsWith(in.path("QueueNamePrefix").asText("")))
                        .sorted()
                        .forEach(name -> urls.add(local.url(name)));
            }
            case "DeleteQueue" ->
                local.deleteQueue(call.region(), queue(call, in).name());
            case "GetQueueAttributes" -> {
                Set<String> asked = new HashSet<>();
                in.path("AttributeNames").forEach(name -> asked.add(name.asText()));
                ObjectNode attributes = answer.putObject("Attributes");
                queue(call, in).attributes().forEach((name, value) -> {
                    if (asked.contains("All") || asked.contains(name)) {
                        attributes.put(name, value);
                    }
                });
            }
            case "SetQueueAttributes" -> set(call, queue(call, in), in.path("Attributes"));
            case "PurgeQueue" -> queue(call, in).purge();
            case "SendMessage" -> send(queue(call, in), in, answer);
            case "SendMessageBatch" -> {
                SqsQueue queue = queue(call, in);
                batch(in, answer, (entry, done) -> send(queue, entry, done));
            }
            case "ReceiveMessage" -> receive(queue(call, in), in, answer);
            case "DeleteMessage" -> queue(call, in).delete(required(in, "ReceiptHandle"));
            case "DeleteMessageBatch" -> {
                SqsQueue queue = queue(call, in);
                batch(in, answer, (entry, done) -> queue.delete(required(entry, "ReceiptHandle")));
            }
            case "ChangeMessageVisibility" ->
                queue(call, in)
                        .changeVisibility(
                                required(in, "ReceiptHandle"), visibility(in).orElseThrow());
            default -> throw new AwsError("UnknownOperationException", 400, "");
        }
        call.replyJson(answer);
    }

    private SqsQueue queue(AwsCall call, JsonNode in) {
        return local.at(call.region(), required(in, "QueueUrl")).orElseThrow(SqsErrors::noQueue);
    }

    private void create(AwsCall call, JsonNode in, ObjectNode answer) throws IOException {
        String name = required(in, "QueueName");
        if (!name.matches("[\\w-]{1,80}")) {
            throw SqsErrors.invalidValue(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in" + " length");
        }
        set(call, local.createQueue(call.region(), name), in.path("Attributes"));
        answer.put("QueueUrl", local.url(name));
    }

    private void set(AwsCall call, SqsQueue queue, JsonNode attributes) throws IOException {
        Map<String, String> changed = new TreeMap<>();
        attributes
                .properties()
                .forEach(attribute ->
                        changed.put(attribute.getKey(), attribute.getValue().asText()));
        Optional.ofNullable(changed.get("Policy"))
                .filter(policy -> !policy.isEmpty())
                .ifPresent(QueuePolicy::parse);
        queue.set(changed);
        if (changed.containsKey("RedrivePolicy")) {
            JsonNode policy = MAPPER.readTree(changed.get("RedrivePolicy"));
            SqsQueue target = local.at(
                            call.region(), policy.path("deadLetterTargetArn").asText(""))
                    .orElseThrow(() -> SqsErrors.invalidValue(
                            "Value for parameter RedrivePolicy is invalid. Reason: Dead letter target does not"
                                    + " exist."));
            queue.redrive(target, policy.path("maxReceiveCount").asInt());
        }
    }

    private static void send(SqsQueue queue, JsonNode in, ObjectNode answer) {
        String body = required(in, "MessageBody");
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw SqsErrors.invalidValue(
                    "One or more parameters are invalid. Reason: Message must be shorter than 1048576" + " bytes.");
        }
        answer.put(
                "MessageId",
                queue.send(body, Duration.ofSeconds(in.path("DelaySeconds").asInt(0))));
        answer.put("MD5OfMessageBody", md5(body));
    }

    private static void receive(SqsQueue queue, JsonNode in, ObjectNode answer) throws IOException {
        int most = ranged(in, "MaxNumberOfMessages", 1, MOST, 1);
        int wait = ranged(
                in,
                "WaitTimeSeconds",
                0,
                LONGEST_WAIT,
                Integer.parseInt(queue.attributes().get("ReceiveMessageWaitTimeSeconds")));
        ArrayNode messages = JSON.arrayNode();
        try {
            for (SqsQueue.Receipt receipt : queue.receive(most, visibility(in), Duration.ofSeconds(wait))) {
                SqsMessage message = receipt.message();
                ObjectNode json = messages.addObject()
                        .put("MessageId", message.id())
                        .put("ReceiptHandle", receipt.handle())
                        .put("MD5OfBody", md5(message.body()))
                        .put("Body", message.body());
                attributes(in, message, json);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The server closes", e);
        }
        // An answer without messages has no such member.
        if (!messages.isEmpty()) {
            answer.set("Messages", messages);
        }
    }

    private static void attributes(JsonNode in, SqsMessage message, ObjectNode json) {
        Set<String> asked = new HashSet<>();
        Consumer<JsonNode> ask = name -> asked.add(name.asText());
        in.path("AttributeNames").forEach(ask);
        in.path("MessageSystemAttributeNames").forEach(ask);
        Map<String, String> all = Map.of(
                "ApproximateReceiveCount", Integer.toString(message.receiveCount()),
                "SentTimestamp", Long.toString(message.sent().toEpochMilli()),
                "ApproximateFirstReceiveTimestamp",
                        Long.toString(message.firstReceived().toEpochMilli()));
        all.forEach((name, value) -> {
            if (asked.contains("All") || asked.contains(name)) {
                json.withObject("/Attributes").put(name, value);
            }
        });
    }

    private interface Entry {
        void run(JsonNode entry, ObjectNode done);
    }

    private static void batch(JsonNode in, ObjectNode answer, Entry action) {
        JsonNode entries = in.path("Entries");
        if (entries.isEmpty()) {
            throw SqsErrors.of(
                    "EmptyBatchRequest",
                    "AWS.SimpleQueueService.EmptyBatchRequest",
                    "There should be at least one entry in the request.");
        }
        if (entries.size() > MOST) {
            throw SqsErrors.of(
                    "TooManyEntriesInBatchRequest",
                    "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            if (!ids.add(required(entry, "Id"))) {
                throw SqsErrors.of(
                        "BatchEntryIdsNotDistinct",
                        "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
                        "Id " + entry.get("Id").asText() + " repeated.");
            }
        }
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (JsonNode entry : entries) {
            ObjectNode done = JSON.objectNode().put("Id", entry.get("Id").asText());
            try {
                action.run(entry, done);
                successful.add(done);
            } catch (AwsError e) {
                failed.add(done.put("SenderFault", true)
                        .put("Code", e.code().substring(e.code().indexOf('#') + 1))
                        .put("Message", e.getMessage()));
            }
        }
    }

    private static Optional<Duration> visibility(JsonNode in) {
        return in.has("VisibilityTimeout")
                ? Optional.of(Duration.ofSeconds(ranged(in, "VisibilityTimeout", 0, LONGEST_VISIBILITY, 0)))
                : Optional.empty();
    }

    private static int ranged(JsonNode in, String field, int least, int most, int fallback) {
        int value = in.path(field).asInt(fallback);
        if (value < least || value > most) {
            throw SqsErrors.invalidValue("Value " + value + " for parameter " + field
                    + " is invalid. Reason: Must be between " + least + " and " + most + ", if provided.");
        }
        return value;
    }

    private static String required(JsonNode in, String field) {
        if (in.path(field).asText("").isEmpty()) {
            throw SqsErrors.missing(field);
        }
        return in.get(field).asText();
    }

    private static String md5(String text) {
        return Digests.hex(Digests.digest("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
