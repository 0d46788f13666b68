package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.util.Optional;

/** The wire protocols of AWS that a request can speak. */
public enum Protocol {
    /** JSON 1.0 and 1.1: the operation is in {@code X-Amz-Target}. */
    JSON,
    /** Form parameters in, XML out; the operation is {@code Action}. */
    QUERY,
    /** S3's: method, path and query. */
    REST_XML;

    /** The protocol of a request, told by its head alone. */
    static Protocol of(RequestHead head) {
        if (head.headers().has("x-amz-target")) {
            return JSON;
        }
        Optional<String> contentType = head.header("content-type");
        boolean form = contentType.isPresent() && contentType.get().startsWith("application/x-www-form-urlencoded");
        boolean root = head.rawPath().equals("/");
        return root && (head.method().equals("POST") && form || head.query().has("Action")) ? QUERY : REST_XML;
    }

    /** The content type of a JSON answer: the version the request spoke. */
    static String jsonType(RequestHead head) {
        boolean old = head.header("content-type").orElse("").contains("json-1.0");
        return "application/x-amz-json-" + (old ? "1.0" : "1.1");
    }
}
