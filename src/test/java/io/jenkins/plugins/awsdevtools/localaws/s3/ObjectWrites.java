package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Putting objects at once, and their tags. */
final class ObjectWrites {
    /** "Uploading objects": 5 GB in a single operation. */
    static final long LARGEST_PUT = 5L * 1024 * 1024 * 1024;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final S3Store store;

    ObjectWrites(S3Store store) {
        this.store = store;
    }

    Map<String, S3Handler> handlers() {
        return Map.of(
                "PutObject", this::put,
                "PutObjectTagging", this::putTags,
                "DeleteObjectTagging", this::deleteTags);
    }

    private void put(S3Request request) throws IOException {
        AwsCall call = request.call();
        Bucket bucket = request.bucket();
        requireLength(call);
        Preconditions conditions = Preconditions.of(call.head(), "");
        conditions.judgeWrite(bucket.current(request.key()), request.key());
        ObjectMetadata metadata = MetadataHeaders.read(call.head());
        ContentChecks checks = ContentChecks.of(call);
        Blob blob = store.files().write(call.body(), checks.toCompute());
        boolean kept = false;
        try {
            checks.verify(blob);
            StoredObject object = store.stored(bucket, request.key(), blob, metadata, checks.kept(blob));
            bucket.put(object, current -> conditions.judgeWrite(current, request.key()));
            kept = true;
            answer(bucket, object, call);
            call.replyEmpty(OK);
        } finally {
            if (!kept) {
                store.files().delete(blob.file());
            }
        }
    }

    /** Tells a write's outcome in headers. */
    static void answer(Bucket bucket, StoredObject object, AwsCall call) {
        call.replyHeader("ETag", "\"" + object.etag() + "\"");
        object.checksum().ifPresent(checksum -> {
            call.replyHeader(checksum.algorithm().header(), checksum.value());
            call.replyHeader("x-amz-checksum-type", checksum.type());
        });
        if (bucket.versioning() == Bucket.Versioning.ENABLED) {
            call.replyHeader("x-amz-version-id", object.versionId());
        }
        MetadataHeaders.writeEncryption(object.metadata(), call);
    }

    /** Refuses a body of unknown or too great length before it is read. */
    static void requireLength(AwsCall call) {
        Optional<String> length = call.header("x-amz-decoded-content-length").or(() -> call.header("content-length"));
        if (length.isEmpty()) {
            throw new AwsError("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
        }
        long bytes = Long.parseLong(length.get());
        if (bytes > LARGEST_PUT) {
            throw S3Errors.tooLarge(bytes, LARGEST_PUT);
        }
    }

    private void putTags(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        XmlBody body = XmlBody.parse(ContentChecks.document(request.call(), true), "Tagging");
        Map<String, String> tags = new LinkedHashMap<>();
        for (XmlBody tag :
                body.child("TagSet").orElseThrow(S3Errors::malformedXml).children("Tag")) {
            if (tags.put(tag.required("Key"), tag.required("Value")) != null) {
                throw new AwsError("InvalidTag", 400, "Cannot provide multiple Tags with the same key")
                        .with("TagKey", tag.required("Key"));
            }
        }
        ObjectTags.require(tags);
        tag(request, bucket, tags);
        request.call().replyEmpty(OK);
    }

    private void deleteTags(S3Request request) throws IOException {
        tag(request, request.bucket(), Map.of());
        request.call().replyEmpty(NO_CONTENT);
    }

    private static void tag(S3Request request, Bucket bucket, Map<String, String> tags) {
        StoredObject object = ObjectReads.find(bucket, request.key(), request.versionId());
        bucket.update(object.withMetadata(object.metadata().withTags(tags)));
        if (bucket.versioning() != Bucket.Versioning.DISABLED) {
            request.call().replyHeader("x-amz-version-id", object.versionId());
        }
    }
}
