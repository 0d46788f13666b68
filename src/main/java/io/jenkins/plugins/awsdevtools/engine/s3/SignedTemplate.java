package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.SigV4;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A request that the SDK signed, of which others are made that differ in the key and in the values of headers. The SDK takes
 * some hundred times as long for one; most of that is finding again which host, headers and parameters a request has.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Authenticating requests: using
 *     query parameters</a>
 */
final class SignedTemplate {

    /** Requests are not made of one that is older, so that each holds for three of its four minutes. */
    private static final Duration LEFT = Duration.ofMinutes(3);

    private static final String SIGNATURE = "&X-Amz-Signature=";

    private final SignedRequest first;
    private final String folder;
    private final String query;
    private final String signedHeaders;
    private final String time;
    private final String scope;
    private final String accessKeyId;
    private final byte[] key;

    private SignedTemplate(
            SignedRequest first, String folder, Map<String, String> parameters, AwsCredentialsIdentity credentials) {
        this.first = first;
        this.folder = folder;
        this.signedHeaders = decoded(parameters.remove("X-Amz-SignedHeaders"));
        this.time = parameters.get("X-Amz-Date");
        String credential = decoded(parameters.get("X-Amz-Credential"));
        this.accessKeyId = credential.substring(0, credential.indexOf('/'));
        this.scope = credential.substring(credential.indexOf('/') + 1);
        parameters.put("X-Amz-SignedHeaders", signedHeaders.replace(";", "%3B"));
        StringBuilder all = new StringBuilder();
        parameters.forEach((name, value) ->
                all.append(all.isEmpty() ? "" : "&").append(name).append('=').append(value));
        this.query = all.toString();
        this.key = SigV4.key(credentials.secretAccessKey(), scope);
    }

    /**
     * @param objectKey of the request
     * @return empty if the request is signed another way than this class knows, or with other credentials
     */
    static Optional<SignedTemplate> of(SignedRequest first, String objectKey, AwsCredentialsIdentity credentials) {
        String path = first.uri().getRawPath();
        String end = UrlPath.encoded(objectKey);
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : String.valueOf(first.uri().getRawQuery()).split("&")) {
            String[] pair = parameter.split("=", 2);
            parameters.put(pair[0], pair.length == 1 ? "" : pair[1]);
        }
        String signature = parameters.remove("X-Amz-Signature");
        if (!path.endsWith(end)
                || !SigV4.ALGORITHM.equals(parameters.get("X-Amz-Algorithm"))
                || !decoded(String.valueOf(parameters.get("X-Amz-Credential")))
                        .startsWith(credentials.accessKeyId() + "/")) {
            return Optional.empty();
        }
        SignedTemplate template =
                new SignedTemplate(first, path.substring(0, path.length() - end.length()), parameters, credentials);
        return template.sign(path, first.headers()).equals(signature) ? Optional.of(template) : Optional.empty();
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    boolean holds(AwsCredentialsIdentity credentials, Instant now) {
        return accessKeyId.equals(credentials.accessKeyId()) && now.plus(LEFT).isBefore(first.expires());
    }

    /**
     * The same for another object.
     *
     * @param changed headers that have other values, with lower-case names; those that were not signed are left out
     */
    SignedRequest with(String objectKey, Map<String, String> changed) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(first.headers());
        headers.replaceAll((name, value) -> changed.getOrDefault(name.toLowerCase(Locale.ROOT), value));
        String path = folder + UrlPath.encoded(objectKey);
        URI uri = URI.create(first.uri().getScheme() + "://" + first.uri().getRawAuthority() + path + "?" + query
                + SIGNATURE + sign(path, headers));
        return new SignedRequest(first.method(), uri, headers, first.expires());
    }

    private String sign(String path, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value.trim()));
        all.put("host", first.uri().getRawAuthority());
        StringBuilder canonical = new StringBuilder(first.method())
                .append('\n')
                .append(path)
                .append('\n')
                .append(query)
                .append('\n');
        for (String name : signedHeaders.split(";")) {
            canonical.append(name).append(':').append(all.get(name)).append('\n');
        }
        canonical.append('\n').append(signedHeaders).append("\nUNSIGNED-PAYLOAD");
        return SigV4.signature(key, time, scope, canonical.toString());
    }
}
