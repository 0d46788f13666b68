package io.jenkins.plugins.awsdevtools.engine.client;

import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;

/** What the SDK signed, as it can be taken to a machine that has no SDK. */
public final class Presigned {

    private Presigned() {}

    public static SignedRequest of(PresignedRequest presigned) {
        Map<String, String> headers = new HashMap<>();
        presigned.signedHeaders().forEach((name, values) -> {
            // The JDK's client sets these itself and refuses to be told.
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new SignedRequest(
                presigned.httpRequest().method().name(),
                URI.create(presigned.url().toString()),
                headers,
                presigned.expiration());
    }
}
