package io.jenkins.plugins.awsdevtools.localaws;

/**
 * A long-term or temporary access key pair.
 *
 * @param accessKeyId begins with {@code AKIA} (long-term) or {@code ASIA} (temporary, needs its session token too)
 * @param secretAccessKey the signing secret
 */
public record AccessKey(String accessKeyId, String secretAccessKey) {

    /** Leaves the secret out, so that a key can be logged. */
    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + "]";
    }
}
