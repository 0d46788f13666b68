package io.jenkins.plugins.awsdevtools.localaws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.http.HttpReply;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes an error in the way of its protocol. */
final class ErrorWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SERVER_ERROR = 500;

    private ErrorWriter() {}

    static void write(AwsError error, RequestHead head, Protocol protocol, String requestId, HttpReply reply)
            throws IOException {
        error.headers().forEach(reply::header);
        switch (protocol) {
            case JSON -> {
                ObjectNode body = JSON.createObjectNode();
                body.put("__type", error.code());
                body.put("message", error.getMessage());
                error.fields().forEach(body::put);
                reply.header("Content-Type", Protocol.jsonType(head));
                reply.header(
                        "x-amzn-ErrorType", error.code().substring(error.code().indexOf('#') + 1));
                reply.send(error.httpStatus(), JSON.writeValueAsBytes(body));
            }
            case QUERY -> {
                XmlText body = new XmlText()
                        .open("ErrorResponse", "https://sts.amazonaws.com/doc/2011-06-15/")
                        .open("Error")
                        .element("Type", error.httpStatus() < SERVER_ERROR ? "Sender" : "Receiver")
                        .element("Code", error.code())
                        .element("Message", error.getMessage());
                error.fields().forEach(body::element);
                body.close("Error").element("RequestId", requestId).close("ErrorResponse");
                reply.header("Content-Type", "text/xml");
                reply.send(error.httpStatus(), body.toString().getBytes(StandardCharsets.UTF_8));
            }
            case REST_XML -> {
                // CloudFront's protocol is S3's but for its errors, which are wrapped ("Error responses", CloudFront).
                boolean wrapped = head.header("authorization")
                        .filter(text -> text.contains("/cloudfront/aws4_request"))
                        .isPresent();
                XmlText body = new XmlText();
                if (wrapped) {
                    body.open("ErrorResponse", "http://cloudfront.amazonaws.com/doc/2020-05-31/");
                }
                body.open("Error").element("Code", error.code()).element("Message", error.getMessage());
                error.fields().forEach(body::element);
                if (wrapped) {
                    body.close("Error").element("RequestId", requestId).close("ErrorResponse");
                } else {
                    body.element("RequestId", requestId)
                            .element("HostId", requestId)
                            .close("Error");
                }
                reply.header("Content-Type", "application/xml");
                reply.send(error.httpStatus(), body.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
