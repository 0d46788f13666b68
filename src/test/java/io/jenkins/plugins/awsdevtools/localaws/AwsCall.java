package io.jenkins.plugins.awsdevtools.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.signature.VerifiedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One verified call on its way to its service, and its answer. Used by the thread of its request only; a service
 * replies exactly once.
 */
public final class AwsCall {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final RequestHead head;
    private final Protocol protocol;
    private final String service;
    private final String operation;
    private final String requestId;
    private final VerifiedRequest verified;
    private final HttpReply reply;
    private byte[] wholeBody;
    private JsonNode json;

    AwsCall(
            RequestHead head,
            Protocol protocol,
            String service,
            String operation,
            String requestId,
            VerifiedRequest verified,
            HttpReply reply) {
        this.head = head;
        this.protocol = protocol;
        this.service = service;
        this.operation = operation;
        this.requestId = requestId;
        this.verified = verified;
        this.reply = reply;
    }

    /** The service's signing name. */
    public String service() {
        return service;
    }

    /** The operation, such as {@code StartBuild}. */
    public String operation() {
        return operation;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** Who calls. */
    public Caller caller() {
        return verified.caller();
    }

    /** The tags of the caller's session, empty for a long-term key. */
    public Map<String, String> sessionTags() {
        return verified.sessionTags();
    }

    /** The region of the signature's credential scope. */
    public String region() {
        return verified.region();
    }

    /** The id this answer carries. */
    public String requestId() {
        return requestId;
    }

    public RequestHead head() {
        return head;
    }

    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** The parameters of the query string. */
    public QueryParameters query() {
        return head.query();
    }

    /** The body, decoded from aws-chunked and checked against its signed hash at its end. Can be read once. */
    public InputStream body() {
        return verified.body();
    }

    /** The trailing headers of an aws-chunked body, complete once the body was read to its end. */
    public Map<String, String> trailers() {
        return verified.trailers();
    }

    /** The body as JSON; may be asked repeatedly. An empty body is an empty object. */
    public JsonNode jsonBody() throws IOException {
        if (json == null) {
            byte[] bytes = wholeBody();
            try {
                json = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
            } catch (JsonProcessingException e) {
                throw new AwsError("SerializationException", 400, "The request body is not valid JSON");
            }
            if (!json.isObject()) {
                throw new AwsError(
                        "SerializationException", 400, "Start of structure or map found where not expected.");
            }
        }
        return json;
    }

    /** The parameters of a form in the body; may be asked repeatedly. */
    public QueryParameters form() throws IOException {
        return QueryParameters.parse(new String(wholeBody(), StandardCharsets.UTF_8));
    }

    /** Sets a header of the answer. */
    public void replyHeader(String name, String value) {
        reply.header(name, value);
    }

    /** Answers 200 with JSON. */
    public void replyJson(JsonNode body) throws IOException {
        reply(OK, Protocol.jsonType(head), JSON.writeValueAsBytes(body));
    }

    /** Answers 200 with XML. */
    public void replyXml(String xml) throws IOException {
        String type = protocol == Protocol.QUERY ? "text/xml" : "application/xml";
        reply(OK, type, xml.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a whole body. */
    public void reply(int status, String contentType, byte[] body) throws IOException {
        if (!contentType.isEmpty()) {
            reply.header("Content-Type", contentType);
        }
        reply.send(status, body);
    }

    /** Answers without a body. */
    public void replyEmpty(int status) throws IOException {
        reply.send(status, new byte[0]);
    }

    /** Begins an answer of exactly this many bytes; the service writes and closes the stream. */
    public OutputStream replyStream(int status, long length) throws IOException {
        return reply.stream(status, length);
    }

    private byte[] wholeBody() throws IOException {
        if (wholeBody == null) {
            wholeBody = body().readAllBytes();
        }
        return wholeBody;
    }
}
