package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deleting objects, one or up to a thousand.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html">Working with delete
 *     markers</a>
 */
final class ObjectDeletes {
    /** "DeleteObjects": up to 1,000 keys. */
    private static final int MOST_KEYS = 1000;

    private static final int NO_CONTENT = 204;

    private final S3Store store;

    ObjectDeletes(S3Store store) {
        this.store = store;
    }

    Map<String, S3Handler> handlers() {
        return Map.of("DeleteObject", this::delete, "DeleteObjects", this::deleteMany);
    }

    /** What a deletion did: the marker it made or removed, and the version it removed. */
    private record Deletion(Optional<String> marker, Optional<String> version) {}

    private void delete(S3Request request) throws IOException {
        AwsCall call = request.call();
        Bucket bucket = request.bucket();
        Deletion deletion = delete(bucket, request.key(), request.versionId());
        deletion.marker().ifPresent(unused -> call.replyHeader("x-amz-delete-marker", "true"));
        deletion.marker().or(deletion::version).ifPresent(id -> call.replyHeader("x-amz-version-id", id));
        call.replyEmpty(NO_CONTENT);
    }

    private void deleteMany(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        XmlBody body = XmlBody.parse(ContentChecks.document(request.call(), true), "Delete");
        List<XmlBody> objects = body.children("Object");
        if (objects.isEmpty() || objects.size() > MOST_KEYS) {
            throw S3Errors.malformedXml();
        }
        boolean quiet = body.text("Quiet").filter("true"::equals).isPresent();
        XmlText xml = new XmlText().open("DeleteResult", S3Service.NAMESPACE);
        for (XmlBody object : objects) {
            String key = object.required("Key");
            Optional<String> versionId = object.text("VersionId");
            if (bucket.failsToDelete(key)) {
                xml.open("Error")
                        .element("Key", key)
                        .element("Code", "InternalError")
                        .element("Message", "We encountered an internal error. Please try again.")
                        .close("Error");
                continue;
            }
            Deletion deletion = delete(bucket, key, versionId);
            if (!quiet) {
                xml.open("Deleted").element("Key", key);
                versionId.ifPresent(id -> xml.element("VersionId", id));
                deletion.marker()
                        .ifPresent(id -> xml.element("DeleteMarker", true).element("DeleteMarkerVersionId", id));
                xml.close("Deleted");
            }
        }
        request.call().replyXml(xml.close("DeleteResult").toString());
    }

    private Deletion delete(Bucket bucket, String key, Optional<String> versionId) {
        if (versionId.isPresent()) {
            Optional<StoredObject> removed = bucket.remove(key, versionId.get());
            Optional<String> marker = removed.filter(StoredObject::deleteMarker).map(StoredObject::versionId);
            return new Deletion(marker, versionId);
        }
        if (bucket.versioning() == Bucket.Versioning.DISABLED) {
            bucket.remove(key, StoredObject.NULL_VERSION);
            return new Deletion(Optional.empty(), Optional.empty());
        }
        StoredObject marker = StoredObject.marker(
                key,
                bucket.nextVersionId(store::nextId),
                store.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        bucket.put(marker, unused -> {});
        return new Deletion(Optional.of(marker.versionId()), Optional.empty());
    }
}
