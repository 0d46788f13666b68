package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.Caller;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a verified signature says, and the body behind it.
 *
 * @param caller who signed
 * @param region the scope's region
 * @param sessionTags the tags of the caller's session
 * @param body decoded; refuses, at its end, content that is not what was signed
 * @param trailerSource the trailing headers, complete at the body's end
 */
public record VerifiedRequest(
        Caller caller,
        String region,
        Map<String, String> sessionTags,
        InputStream body,
        Supplier<Map<String, String>> trailerSource) {

    /** The trailing headers read so far. */
    public Map<String, String> trailers() {
        return trailerSource.get();
    }
}
