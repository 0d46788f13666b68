package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** Copying objects inside S3. */
final class ObjectCopies {
    private static final String REPLACE = "REPLACE";

    private final S3Store store;

    ObjectCopies(S3Store store) {
        this.store = store;
    }

    Map<String, S3Handler> handlers() {
        return Map.of("CopyObject", this::copy);
    }

    private void copy(S3Request request) throws IOException {
        AwsCall call = request.call();
        Bucket bucket = request.bucket();
        CopySource from = CopySource.of(request);
        StoredObject source = from.find(request, store);
        if (source.size() > ObjectWrites.LARGEST_PUT) {
            throw S3Errors.invalidRequest("The specified copy source is larger than the maximum allowable size for a "
                    + "copy source: " + ObjectWrites.LARGEST_PUT);
        }
        requireChange(request, from);
        ObjectMetadata metadata = metadata(call.head(), source.metadata());
        ChecksumAlgorithm algorithm = request.header("x-amz-checksum-algorithm")
                .flatMap(ChecksumAlgorithm::named)
                .or(() -> source.checksum().map(ObjectChecksum::algorithm))
                .orElse(ChecksumAlgorithm.CRC64NVME);
        Blob blob;
        try (InputStream in = source.content().open()) {
            blob = store.files().write(in, EnumSet.of(algorithm));
        }
        StoredObject object = store.stored(bucket, request.key(), blob, metadata, S3Store.checksum(blob, algorithm));
        bucket.put(object, current -> Preconditions.of(call.head(), "").judgeWrite(current, request.key()));
        answer(call, bucket, from, object);
    }

    private void answer(AwsCall call, Bucket bucket, CopySource from, StoredObject object) throws IOException {
        if (bucket.versioning() == Bucket.Versioning.ENABLED) {
            call.replyHeader("x-amz-version-id", object.versionId());
        }
        Optional<Bucket> sourceBucket = store.findBucket(from.bucket());
        from.versionId()
                .filter(id -> sourceBucket.isPresent())
                .ifPresent(id -> call.replyHeader("x-amz-copy-source-version-id", id));
        MetadataHeaders.writeEncryption(object.metadata(), call);
        XmlText xml = new XmlText()
                .open("CopyObjectResult", S3Service.NAMESPACE)
                .element("LastModified", object.lastModified())
                .element("ETag", "\"" + object.etag() + "\"");
        object.checksum().ifPresent(checksum -> xml.element(checksum.algorithm().element(), checksum.value())
                .element("ChecksumType", checksum.type()));
        call.replyXml(xml.close("CopyObjectResult").toString());
    }

    private static void requireChange(S3Request request, CopySource from) {
        boolean same = from.bucket().equals(request.bucketName())
                && from.key().equals(request.key())
                && from.versionId().isEmpty();
        RequestHead head = request.call().head();
        boolean changes = replaces(head, "x-amz-metadata-directive")
                || head.headers().has("x-amz-storage-class")
                || head.headers().has("x-amz-website-redirect-location")
                || head.headers().has("x-amz-server-side-encryption");
        if (same && !changes) {
            throw S3Errors.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself without changing"
                            + " the object's metadata, storage class, website redirect location or encryption"
                            + " attributes.");
        }
    }

    /** Metadata and tags come from the source or the request, each by its directive; the rest from the request. */
    private static ObjectMetadata metadata(RequestHead head, ObjectMetadata source) {
        ObjectMetadata asked = MetadataHeaders.read(head);
        boolean replaced = replaces(head, "x-amz-metadata-directive");
        return new ObjectMetadata(
                replaced ? asked.standard() : source.standard(),
                replaced ? asked.user() : source.user(),
                asked.storageClass(),
                replaces(head, "x-amz-tagging-directive") ? asked.tags() : source.tags(),
                asked.encryption(),
                asked.kmsKeyId(),
                asked.acl());
    }

    private static boolean replaces(RequestHead head, String header) {
        return head.header(header).filter(REPLACE::equals).isPresent();
    }
}
