package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The buckets of one account, for the other services and for tests in process. Objects are files on disk. Thread safe.
 */
public final class S3Store {
    /** "Bucket naming rules" of the S3 user guide: 3 to 63 of these, beginning and ending with letter or digit. */
    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final int ID_BYTES = 24;

    private final NavigableMap<String, Bucket> buckets = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private final BlobFiles files;
    private final String accountId;
    private final RandomGenerator random = new SecureRandom();

    /** Keeps objects under this folder, all of them owned by one account. */
    public S3Store(Path folder, Clock clock, String accountId) throws IOException {
        this.accountId = accountId;
        this.files = new BlobFiles(folder);
        this.clock = clock;
    }

    /**
     * Makes a bucket.
     *
     * @throws AwsError {@code InvalidBucketName}, {@code BucketAlreadyOwnedByYou}
     */
    public Bucket createBucket(String name, String region) {
        if (!BUCKET_NAME.matcher(name).matches()
                || name.contains("..")
                || IP_ADDRESS.matcher(name).matches()) {
            throw S3Errors.invalidBucketName(name);
        }
        Bucket bucket = new Bucket(name, region, clock.instant().truncatedTo(ChronoUnit.SECONDS), files);
        if (buckets.putIfAbsent(name, bucket) != null) {
            throw S3Errors.bucketExists(name);
        }
        return bucket;
    }

    /**
     * The bucket with this name.
     *
     * @throws AwsError {@code NoSuchBucket}
     */
    public Bucket bucket(String name) {
        return findBucket(name).orElseThrow(() -> S3Errors.noSuchBucket(name));
    }

    /** The bucket with this name, if there is one. */
    public Optional<Bucket> findBucket(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    /** All buckets by name. */
    public List<Bucket> buckets() {
        return List.copyOf(buckets.values());
    }

    /**
     * Removes an empty bucket.
     *
     * @throws AwsError {@code NoSuchBucket}, {@code BucketNotEmpty}
     */
    public void deleteBucket(String name) {
        if (bucket(name).keyCount() > 0) {
            throw S3Errors.bucketNotEmpty(name);
        }
        buckets.remove(name);
    }

    /** Writes an object. */
    public StoredObject put(String bucket, String key, InputStream content, ObjectMetadata metadata)
            throws IOException {
        Bucket into = bucket(bucket);
        Blob blob = files.write(content, EnumSet.of(ChecksumAlgorithm.CRC64NVME));
        StoredObject object = stored(into, key, blob, metadata, checksum(blob, ChecksumAlgorithm.CRC64NVME));
        into.put(object, unused -> {});
        return object;
    }

    /** Writes a file as an object. */
    public StoredObject put(String bucket, String key, Path file, ObjectMetadata metadata) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return put(bucket, key, in, metadata);
        }
    }

    /** Writes bytes as an object of type {@code binary/octet-stream}. */
    public StoredObject put(String bucket, String key, byte[] content) throws IOException {
        return put(bucket, key, new ByteArrayInputStream(content), ObjectMetadata.ofType("binary/octet-stream"));
    }

    /**
     * The current object of a key.
     *
     * @throws AwsError {@code NoSuchBucket}, {@code NoSuchKey}
     */
    public StoredObject get(String bucket, String key) {
        return bucket(bucket).current(key).orElseThrow(() -> S3Errors.noSuchKey(key));
    }

    /** A version of a key; {@code null} as text is what was written without versioning. */
    public StoredObject get(String bucket, String key, String versionId) {
        return bucket(bucket)
                .version(key, versionId)
                .filter(object -> !object.deleteMarker())
                .orElseThrow(() -> S3Errors.noSuchVersion(key, versionId));
    }

    /** The bytes of a small object. */
    public byte[] read(String bucket, String key) throws IOException {
        try (InputStream in = get(bucket, key).content().open()) {
            return in.readAllBytes();
        }
    }

    /** The keys of a bucket's current objects that begin with a prefix, as S3 lists them. */
    public List<String> keys(String bucket, String prefix) {
        return bucket(bucket).versions().tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .filter(entry -> !entry.getValue().get(0).deleteMarker())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The account that owns every bucket. */
    String accountId() {
        return accountId;
    }

    BlobFiles files() {
        return files;
    }

    Clock clock() {
        return clock;
    }

    /** A new version or upload id. */
    String nextId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', '.');
    }

    StoredObject stored(
            Bucket bucket, String key, Blob blob, ObjectMetadata metadata, Optional<ObjectChecksum> checksum) {
        return new StoredObject(
                key,
                bucket.nextVersionId(this::nextId),
                false,
                ObjectContent.of(blob),
                Etags.ofSinglePart(blob, metadata),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                metadata,
                checksum,
                List.of());
    }

    static Optional<ObjectChecksum> checksum(Blob blob, ChecksumAlgorithm algorithm) {
        return Optional.of(new ObjectChecksum(algorithm, blob.checksums().get(algorithm), false));
    }
}
