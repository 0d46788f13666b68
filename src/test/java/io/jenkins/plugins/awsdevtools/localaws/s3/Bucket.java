package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A bucket: its objects in the order they are listed, their versions, its unfinished uploads. Thread safe. */
public final class Bucket {
    /** Whether versions are kept; {@code DISABLED} until it was ever enabled. */
    public enum Versioning {
        DISABLED,
        ENABLED,
        SUSPENDED
    }

    /**
     * The documents of a bucket that is a website.
     *
     * @param redirectHost where all requests are sent; there are no documents then
     */
    public record Website(String indexDocument, Optional<String> errorDocument, Optional<String> redirectHost) {

        public Website(String indexDocument, Optional<String> errorDocument) {
            this(indexDocument, errorDocument, Optional.empty());
        }

        /** One that sends all requests to another host. */
        public static Website redirecting(String host) {
            return new Website("", Optional.empty(), Optional.of(host));
        }
    }

    private final String name;
    private final String region;
    private final Instant created;
    private final BlobFiles files;
    /** The versions of each key, the newest first; never an empty list. */
    private final NavigableMap<String, List<StoredObject>> versions = new ConcurrentSkipListMap<>(KeyOrder.UTF8);

    private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();
    private final Map<String, Integer> failingDeletes = new ConcurrentHashMap<>();
    private volatile Versioning versioning = Versioning.DISABLED;
    private volatile Optional<Website> website = Optional.empty();

    Bucket(String name, String region, Instant created, BlobFiles files) {
        this.name = name;
        this.region = region;
        this.created = created;
        this.files = files;
    }

    public String name() {
        return name;
    }

    public String region() {
        return region;
    }

    public Instant created() {
        return created;
    }

    public Versioning versioning() {
        return versioning;
    }

    /** Enables or suspends versioning; it can never be disabled again. */
    public void setVersioning(Versioning newVersioning) {
        versioning = newVersioning;
    }

    /** The id a version that is written now gets: a new one, or {@code null} as text. */
    String nextVersionId(VersionIds ids) {
        return versioning == Versioning.ENABLED ? ids.next() : StoredObject.NULL_VERSION;
    }

    public Optional<Website> website() {
        return website;
    }

    public void setWebsite(Optional<Website> newWebsite) {
        website = newWebsite;
    }

    Map<String, MultipartUpload> uploads() {
        return uploads;
    }

    /** The current object of a key, unless it is deleted. */
    public Optional<StoredObject> current(String key) {
        return newest(key).filter(object -> !object.deleteMarker());
    }

    /** The newest version of a key, which may be a delete marker. */
    Optional<StoredObject> newest(String key) {
        List<StoredObject> all = versions.get(key);
        return all == null ? Optional.empty() : Optional.of(all.get(0));
    }

    Optional<StoredObject> version(String key, String versionId) {
        return versions.getOrDefault(key, List.of()).stream()
                .filter(object -> object.versionId().equals(versionId))
                .findFirst();
    }

    /** All versions by key, the newest of each first. Weakly consistent. */
    NavigableMap<String, List<StoredObject>> versions() {
        return versions;
    }

    /** How many keys there are, deleted ones with versions included. */
    public int keyCount() {
        return versions.size();
    }

    /**
     * Makes an object the current one of its key if the conditions hold; what it replaces for good is deleted from
     * disk.
     */
    synchronized void put(StoredObject object, Consumer<Optional<StoredObject>> conditions) {
        conditions.accept(current(object.key()));
        List<StoredObject> all = new ArrayList<>();
        all.add(object);
        for (StoredObject old : versions.getOrDefault(object.key(), List.of())) {
            if (old.versionId().equals(object.versionId())) {
                discard(old, object);
            } else {
                all.add(old);
            }
        }
        versions.put(object.key(), List.copyOf(all));
    }

    /** Replaces a version by one with other metadata. */
    synchronized void update(StoredObject updated) {
        versions.computeIfPresent(updated.key(), (key, all) -> all.stream()
                .map(old -> old.versionId().equals(updated.versionId()) ? updated : old)
                .toList());
    }

    /** Removes one version for good. */
    synchronized Optional<StoredObject> remove(String key, String versionId) {
        Optional<StoredObject> removed = version(key, versionId);
        removed.ifPresent(gone -> {
            List<StoredObject> left =
                    versions.get(key).stream().filter(object -> object != gone).toList();
            if (left.isEmpty()) {
                versions.remove(key);
            } else {
                versions.put(key, left);
            }
            discard(gone, null);
        });
        return removed;
    }

    private void discard(StoredObject old, StoredObject replacement) {
        Set<ObjectContent.Segment> kept = replacement == null
                ? Set.of()
                : replacement.content().segments().stream().collect(Collectors.toSet());
        for (ObjectContent.Segment segment : old.content().segments()) {
            if (!kept.contains(segment)) {
                try {
                    files.delete(segment.file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /**
     * DeleteObjects says InternalError of this key so many times, and deletes it then: "you encounter an internal error"
     * (Errors of DeleteObjects, Amazon S3 API Reference).
     */
    public void failDeletes(String key, int times) {
        failingDeletes.merge(key, times, Integer::sum);
    }

    boolean failsToDelete(String key) {
        int[] left = {0};
        failingDeletes.computeIfPresent(key, (unused, times) -> {
            left[0] = times;
            return times > 1 ? times - 1 : null;
        });
        return left[0] > 0;
    }
}
