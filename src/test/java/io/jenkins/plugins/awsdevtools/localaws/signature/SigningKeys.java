package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Derives the signing key of a scope and remembers it, as deriving costs four HMACs. Thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
final class SigningKeys {
    private static final int REMEMBERED = 10_000;

    private record Derivation(String accessKeyId, CredentialScope scope) {}

    private final Map<Derivation, byte[]> derived = new ConcurrentHashMap<>();

    byte[] signingKey(AccessKey key, CredentialScope scope) {
        if (derived.size() >= REMEMBERED) {
            derived.clear();
        }
        return derived.computeIfAbsent(
                new Derivation(key.accessKeyId(), scope), unused -> derive(key.secretAccessKey(), scope));
    }

    private static byte[] derive(String secret, CredentialScope scope) {
        byte[] date = Digests.hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.date());
        byte[] region = Digests.hmac(date, scope.region());
        byte[] service = Digests.hmac(region, scope.service());
        return Digests.hmac(service, CredentialScope.TERMINATOR);
    }
}
