package io.jenkins.plugins.awsdevtools.localaws;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error answer of AWS. It is written in the way of the request's protocol: JSON with {@code __type}, the query
 * protocol's {@code ErrorResponse}, or S3's {@code Error} element.
 */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int httpStatus;
    private final transient Map<String, String> fields = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param code the error code a client sees, such as {@code ResourceNotFoundException}
     * @param httpStatus the status AWS gives with it
     * @param message the words
     */
    public AwsError(String code, int httpStatus, String message) {
        super(message);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    /** Adds a member beside code and message, such as S3's {@code BucketName}. */
    public AwsError with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    /** Adds a response header. */
    public AwsError withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public String code() {
        return code;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public Map<String, String> fields() {
        return fields;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
