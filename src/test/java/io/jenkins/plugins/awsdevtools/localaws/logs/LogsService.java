package io.jenkins.plugins.awsdevtools.localaws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudWatch Logs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html">Amazon CloudWatch Logs
 *     API Reference</a>
 */
public final class LogsService implements LocalService {

    /** "up to 1MB (10,000 log events)" (GetLogEvents, API Reference). */
    static final int MOST_PAGE_EVENTS = 10_000;

    private static final int MOST_PAGE_BYTES = 1024 * 1024;

    /** PutLogEvents, API Reference: a batch, counting 26 bytes an event; 10,000 events; an event of 1 MB. */
    private static final int MOST_BATCH_BYTES = 1_048_576;

    private static final int MOST_BATCH_EVENTS = 10_000;
    private static final int EVENT_OVERHEAD = 26;

    /** {@code f} forward or {@code b} backward, the place, and whether the next page was announced by an empty one. */
    private static final Pattern TOKEN = Pattern.compile("([fb])/(-?\\d{1,14})\\.(-?\\d{1,20})/([se])");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LogStore store;
    private final Clock clock;

    public LogsService(LogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String signingName() {
        return "logs";
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode body = call.jsonBody();
        switch (call.operation()) {
            case "CreateLogGroup" -> createGroup(call, body);
            case "DeleteLogGroup" -> deleteGroup(call, body);
            case "CreateLogStream" -> createStream(call, body);
            case "PutLogEvents" -> put(call, body);
            case "GetLogEvents" -> get(call, body);
            case "FilterLogEvents" -> filter(call, body);
            case "DescribeLogGroups" -> describeGroups(call, body);
            case "DescribeLogStreams" -> describeStreams(call, body);
            default -> throw new AwsError("UnknownOperationException", 400, "");
        }
    }

    private void createGroup(AwsCall call, JsonNode body) throws IOException {
        String name = required(body, "logGroupName");
        if (store.groups(call.region()).putIfAbsent(name, new ConcurrentSkipListMap<>()) != null) {
            throw new AwsError("ResourceAlreadyExistsException", 400, "The specified log group already exists");
        }
        call.replyEmpty(200);
    }

    private void deleteGroup(AwsCall call, JsonNode body) throws IOException {
        if (store.groups(call.region()).remove(required(body, "logGroupName")) == null) {
            throw noGroup();
        }
        call.replyEmpty(200);
    }

    private void createStream(AwsCall call, JsonNode body) throws IOException {
        NavigableMap<String, LogStream> streams = group(call, body);
        String name = required(body, "logStreamName");
        if (streams.putIfAbsent(name, new LogStream(name, clock.millis())) != null) {
            throw new AwsError("ResourceAlreadyExistsException", 400, "The specified log stream already exists");
        }
        call.replyEmpty(200);
    }

    private void put(AwsCall call, JsonNode body) throws IOException {
        LogStream stream = stream(call, body);
        JsonNode events = body.path("logEvents");
        if (events.isEmpty() || events.size() > MOST_BATCH_EVENTS) {
            throw invalid(
                    "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have"
                            + " length less than or equal to 10000");
        }
        long size = 0;
        long last = Long.MIN_VALUE;
        for (JsonNode event : events) {
            size += event.path("message").asText().getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD;
            if (event.path("timestamp").asLong() < last) {
                throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            last = event.path("timestamp").asLong();
        }
        if (size > MOST_BATCH_BYTES) {
            throw invalid("Upload too large: " + size + " bytes exceeds limit of " + MOST_BATCH_BYTES);
        }
        events.forEach(event -> stream.put(
                event.path("timestamp").asLong(), event.path("message").asText(), clock.millis()));
        call.replyJson(JSON.objectNode().put("nextSequenceToken", "ignored"));
    }

    private void get(AwsCall call, JsonNode body) throws IOException {
        LogStream stream = stream(call, body);
        int limit = Math.min(limit(body), store.pageEvents());
        String token = body.path("nextToken").asText("");
        boolean forward = body.path("startFromHead").asBoolean(false);
        LogStream.Place place = forward ? LogStream.Place.BEGINNING : new LogStream.Place(Long.MAX_VALUE, 0);
        boolean announced = false;
        if (!token.isEmpty()) {
            Matcher parts = TOKEN.matcher(token);
            if (!parts.matches()) {
                throw invalid("The specified nextToken is invalid.");
            }
            forward = parts.group(1).equals("f");
            place = new LogStream.Place(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
            announced = parts.group(4).equals("e");
        }
        LogStream.Slice slice =
                forward ? stream.after(place, limit, MOST_PAGE_BYTES) : stream.before(place, limit, MOST_PAGE_BYTES);
        if (store.emptyPages() && forward && !announced && !slice.events().isEmpty()) {
            reply(call, new LogStream.Slice(java.util.List.of(), true), token(place, "f", "e"), token(place, "b", "s"));
            return;
        }
        boolean nothing = slice.events().isEmpty();
        LogStream.Place first = nothing ? place : slice.events().get(0).place();
        LogStream.Place last =
                nothing ? place : slice.events().get(slice.events().size() - 1).place();
        // "If you have reached the end of the stream, it returns the same token you passed in."
        String next = nothing && forward && !token.isEmpty() ? token : token(last, "f", "s");
        String previous = nothing && !forward && !token.isEmpty() ? token : token(first, "b", "s");
        reply(call, slice, next, previous);
    }

    private static void reply(AwsCall call, LogStream.Slice slice, String next, String previous) throws IOException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode events = answer.putArray("events");
        slice.events().forEach(event -> events.addObject()
                .put("timestamp", event.place().timestamp())
                .put("message", event.message())
                .put("ingestionTime", event.ingestionTime()));
        answer.put("nextForwardToken", next).put("nextBackwardToken", previous);
        call.replyJson(answer);
    }

    private void filter(AwsCall call, JsonNode body) throws IOException {
        NavigableMap<String, LogStream> streams = group(call, body);
        String term = body.path("filterPattern").asText("").replace("\"", "");
        int limit = limit(body);
        int from = body.path("nextToken").asInt(0);
        ArrayNode events = JSON.arrayNode();
        int position = 0;
        int taken = 0;
        for (LogStream stream : streams.values()) {
            if (body.has("logStreamNames") && !contains(body.get("logStreamNames"), stream.name())) {
                continue;
            }
            for (LogStream.Event event : stream.after(LogStream.Place.BEGINNING, Integer.MAX_VALUE, Integer.MAX_VALUE)
                    .events()) {
                if (!event.message().contains(term) || position++ < from || taken == limit) {
                    continue;
                }
                taken++;
                events.addObject()
                        .put("logStreamName", stream.name())
                        .put("timestamp", event.place().timestamp())
                        .put("message", event.message())
                        .put("ingestionTime", event.ingestionTime())
                        .put(
                                "eventId",
                                String.format(
                                        "%014d%042d",
                                        event.place().timestamp(), event.place().sequence()));
            }
        }
        ObjectNode answer = JSON.objectNode();
        answer.set("events", events);
        answer.putArray("searchedLogStreams");
        if (position > from + taken) {
            answer.put("nextToken", Integer.toString(from + taken));
        }
        call.replyJson(answer);
    }

    private void describeGroups(AwsCall call, JsonNode body) throws IOException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode groups = answer.putArray("logGroups");
        store.groups(call.region()).keySet().stream()
                .filter(name -> name.startsWith(body.path("logGroupNamePrefix").asText("")))
                .forEach(name -> groups.addObject().put("logGroupName", name));
        call.replyJson(answer);
    }

    private void describeStreams(AwsCall call, JsonNode body) throws IOException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode streams = answer.putArray("logStreams");
        for (LogStream stream : group(call, body).values()) {
            if (stream.name().startsWith(body.path("logStreamNamePrefix").asText(""))) {
                ObjectNode node =
                        streams.addObject().put("logStreamName", stream.name()).put("creationTime", stream.created());
                if (!stream.isEmpty()) {
                    node.put("firstEventTimestamp", stream.firstTimestamp())
                            .put("lastEventTimestamp", stream.lastTimestamp());
                }
            }
        }
        call.replyJson(answer);
    }

    private NavigableMap<String, LogStream> group(AwsCall call, JsonNode body) {
        NavigableMap<String, LogStream> streams = store.groups(call.region()).get(required(body, "logGroupName"));
        if (streams == null) {
            throw noGroup();
        }
        return streams;
    }

    private LogStream stream(AwsCall call, JsonNode body) {
        LogStream stream = group(call, body).get(required(body, "logStreamName"));
        if (stream == null) {
            throw new AwsError("ResourceNotFoundException", 400, "The specified log stream does not exist.");
        }
        return stream;
    }

    private static int limit(JsonNode body) {
        int limit = body.path("limit").asInt(MOST_PAGE_EVENTS);
        if (limit < 1 || limit > MOST_PAGE_EVENTS) {
            throw invalid("1 validation error detected: Value '" + limit + "' at 'limit' failed to satisfy constraint:"
                    + " Member must have value less than or equal to 10000");
        }
        return limit;
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode candidate : names) {
            if (candidate.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String token(LogStream.Place place, String direction, String kind) {
        long timestamp = place.timestamp() == Long.MAX_VALUE ? 99_999_999_999_999L : place.timestamp();
        return direction + "/" + timestamp + "." + place.sequence() + "/" + kind;
    }

    private static String required(JsonNode body, String field) {
        if (body.path(field).asText("").isEmpty()) {
            throw invalid("1 validation error detected: Value null at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return body.get(field).asText();
    }

    private static AwsError invalid(String message) {
        return new AwsError("InvalidParameterException", 400, message);
    }

    private static AwsError noGroup() {
        return new AwsError("ResourceNotFoundException", 400, "The specified log group does not exist.");
    }
}
