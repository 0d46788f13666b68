package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * An upload in parts that was neither completed nor aborted.
 *
 * @param id the upload id
 * @param key the object it becomes
 * @param metadata the metadata that gets
 * @param initiated when it was begun
 * @param algorithm the checksum its parts have to carry
 * @param composite whether the object gets the checksum of the parts' checksums instead of its whole content's
 * @param parts what was uploaded so far, by number
 */
record MultipartUpload(
        String id,
        String key,
        ObjectMetadata metadata,
        Instant initiated,
        Optional<ChecksumAlgorithm> algorithm,
        boolean composite,
        NavigableMap<Integer, Part> parts) {

    /** A part as it lies on disk. */
    record Part(int number, Blob blob, Instant lastModified) {}

    static MultipartUpload begin(
            String id,
            String key,
            ObjectMetadata metadata,
            Instant initiated,
            Optional<ChecksumAlgorithm> algorithm,
            boolean composite) {
        return new MultipartUpload(id, key, metadata, initiated, algorithm, composite, new ConcurrentSkipListMap<>());
    }
}
