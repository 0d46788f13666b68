package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters.Parameter;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request in the one form both sides hash.
 *
 * <p>S3 encodes the path once and keeps it as it is; every other service normalises the path and encodes it twice.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
final class CanonicalRequest {
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final String S3 = "s3";

    private CanonicalRequest() {}

    static String of(RequestHead head, RequestSignature signature, String payloadHash) {
        boolean s3 = signature.scope().service().equals(S3);
        return head.method()
                + '\n'
                + (s3 ? s3Path(head.rawPath()) : normalisedPath(head.rawPath()))
                + '\n'
                + query(head.query(), signature.presigned())
                + '\n'
                + headers(head, signature.signedHeaders())
                + '\n'
                + String.join(";", signature.signedHeaders())
                + '\n'
                + payloadHash;
    }

    static String s3Path(String rawPath) {
        return UriEncoding.encodePath(UriEncoding.decode(rawPath));
    }

    static String normalisedPath(String rawPath) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : rawPath.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(UriEncoding.encode(segment));
            }
        }
        String end = rawPath.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return "/" + String.join("/", segments) + end;
    }

    static String query(QueryParameters query, boolean presigned) {
        record Encoded(String name, String value) {}
        List<Encoded> all = new ArrayList<>();
        for (Parameter parameter : query.all()) {
            if (!presigned || !parameter.name().equals("X-Amz-Signature")) {
                all.add(new Encoded(UriEncoding.encode(parameter.name()), UriEncoding.encode(parameter.value())));
            }
        }
        all.sort(Comparator.comparing(Encoded::name).thenComparing(Encoded::value));
        StringBuilder out = new StringBuilder();
        for (Encoded one : all) {
            out.append(out.isEmpty() ? "" : "&").append(one.name()).append('=').append(one.value());
        }
        return out.toString();
    }

    private static String headers(RequestHead head, List<String> names) {
        StringBuilder out = new StringBuilder();
        for (String name : names) {
            out.append(name).append(':');
            String between = "";
            for (String value : head.headers().all(name)) {
                String one = value.trim();
                out.append(between)
                        .append(one.contains("  ") ? BLANKS.matcher(one).replaceAll(" ") : one);
                between = ",";
            }
            out.append('\n');
        }
        return out.toString();
    }
}
