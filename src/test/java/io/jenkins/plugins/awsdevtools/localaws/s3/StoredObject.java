package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of an object, or a delete marker.
 *
 * @param key its name
 * @param versionId {@code null} as text where it was written without versioning
 * @param deleteMarker whether it says that the object is gone
 * @param content its bytes, none for a delete marker
 * @param etag without quotes
 * @param lastModified when it was written
 * @param metadata what is kept with it
 * @param checksum the checksum it is kept with
 * @param partSizes the sizes of its parts, empty for an object put at once
 */
public record StoredObject(
        String key,
        String versionId,
        boolean deleteMarker,
        ObjectContent content,
        String etag,
        Instant lastModified,
        ObjectMetadata metadata,
        Optional<ObjectChecksum> checksum,
        List<Long> partSizes) {

    /** The version id of what was written without versioning. */
    public static final String NULL_VERSION = "null";

    public StoredObject {
        partSizes = List.copyOf(partSizes);
    }

    static StoredObject marker(String key, String versionId, Instant time) {
        return new StoredObject(
                key,
                versionId,
                true,
                new ObjectContent(List.of()),
                "",
                time,
                ObjectMetadata.ofType(""),
                Optional.empty(),
                List.of());
    }

    public long size() {
        return content.size();
    }

    StoredObject withVersion(String newVersionId, Instant time) {
        return new StoredObject(key, newVersionId, deleteMarker, content, etag, time, metadata, checksum, partSizes);
    }

    StoredObject withMetadata(ObjectMetadata newMetadata) {
        return new StoredObject(
                key, versionId, deleteMarker, content, etag, lastModified, newMetadata, checksum, partSizes);
    }
}
