package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is kept of sending a bundle across restarts.
 *
 * @param stored the bundle, once it is there. Kept so that what follows uses it and nothing is sent again; null before.
 * @param key of the upload under way. Kept so that it can be aborted.
 * @param uploadId of the upload under way, or null. Kept so that a successor aborts it, for unfinished uploads are paid for.
 */
public record SendRecord(
        @JsonProperty("stored") StoredBundle stored,
        @JsonProperty("key") String key,
        @JsonProperty("uploadId") String uploadId) {

    public static SendRecord uploading(BundleUpload upload) {
        return new SendRecord(null, upload.key(), upload.uploadId());
    }

    public static SendRecord of(StoredBundle stored) {
        return new SendRecord(stored, null, null);
    }
}
