package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Objects;

/**
 * A bundle in S3. Kept across restarts so that what follows uses the bundle that was sent, whatever the workspace holds by
 * then.
 *
 * @param versionId null in a bucket without versions
 * @param size bytes of the ZIP file
 */
public record StoredBundle(
        @JsonProperty("bucket") String bucket,
        @JsonProperty("key") String key,
        @JsonProperty("versionId") String versionId,
        @JsonProperty("size") long size)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public StoredBundle {
        Objects.requireNonNull(bucket);
        Objects.requireNonNull(key);
        // What S3 calls the version of an object that was written without versions.
        versionId = "null".equals(versionId) ? null : versionId;
    }

    /** As CodeBuild takes it: {@code bucket/key}. */
    public String location() {
        return bucket + "/" + key;
    }

    @Override
    public String toString() {
        return "s3://" + location() + (versionId == null ? "" : " (version " + versionId + ")");
    }
}
