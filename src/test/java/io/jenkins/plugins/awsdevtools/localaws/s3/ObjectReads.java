package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading objects, their headers and their tags. */
final class ObjectReads {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    /** Headers of the answer that a signed request may choose in its query ("GetObject", URI request parameters). */
    private static final List<String> OVERRIDES = List.of(
            "content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding");

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;

    Map<String, S3Handler> handlers() {
        return Map.of("GetObject", this::read, "HeadObject", this::read, "GetObjectTagging", this::tags);
    }

    static String httpDate(Instant time) {
        return HTTP_DATE.format(time);
    }

    private void read(S3Request request) throws IOException {
        AwsCall call = request.call();
        Bucket bucket = request.bucket();
        StoredObject object = find(bucket, request.key(), request.versionId());
        call.replyHeader("ETag", "\"" + object.etag() + "\"");
        call.replyHeader("Last-Modified", httpDate(object.lastModified()));
        if (bucket.versioning() != Bucket.Versioning.DISABLED) {
            call.replyHeader("x-amz-version-id", object.versionId());
        }
        if (Preconditions.of(call.head(), "").judgeRead(object) == Preconditions.Outcome.NOT_MODIFIED) {
            call.replyEmpty(NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = range(request, object);
        call.replyHeader("Accept-Ranges", "bytes");
        MetadataHeaders.write(object, call);
        for (String name : OVERRIDES) {
            request.query("response-" + name).ifPresent(value -> call.replyHeader(name, value));
        }
        boolean whole = range.isEmpty() || range.get().length() == object.size();
        if (whole
                && request.header("x-amz-checksum-mode")
                        .filter("ENABLED"::equalsIgnoreCase)
                        .isPresent()) {
            object.checksum().ifPresent(checksum -> {
                call.replyHeader(checksum.algorithm().header(), checksum.value());
                call.replyHeader("x-amz-checksum-type", checksum.type());
            });
        }
        range.ifPresent(part -> call.replyHeader("Content-Range", part.of(object.size())));
        ByteRange sent = range.orElse(new ByteRange(0, object.size()));
        try (OutputStream out = call.replyStream(range.isPresent() ? PARTIAL : OK, sent.length())) {
            if (call.operation().equals("GetObject")) {
                object.content().writeTo(out, sent.first(), sent.length());
            }
        }
    }

    private static Optional<ByteRange> range(S3Request request, StoredObject object) {
        Optional<String> header = request.header("range");
        Optional<String> part = request.query("partNumber");
        if (header.isPresent() && part.isPresent()) {
            throw S3Errors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        if (part.isPresent()) {
            return Optional.of(part(request, object));
        }
        return header.flatMap(text -> ByteRange.parse(text, object.size()));
    }

    private static ByteRange part(S3Request request, StoredObject object) {
        int number = request.number("partNumber", 1, 1, MultipartUploads.MOST_PARTS);
        List<Long> sizes = object.partSizes().isEmpty() ? List.of(object.size()) : object.partSizes();
        if (number > sizes.size()) {
            throw new AwsError("InvalidPartNumber", 416, "The requested partnumber is not satisfiable");
        }
        if (!object.partSizes().isEmpty()) {
            request.call().replyHeader("x-amz-mp-parts-count", Integer.toString(sizes.size()));
        }
        long first =
                sizes.subList(0, number - 1).stream().mapToLong(Long::longValue).sum();
        return new ByteRange(first, sizes.get(number - 1));
    }

    private void tags(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        StoredObject object = find(bucket, request.key(), request.versionId());
        if (bucket.versioning() != Bucket.Versioning.DISABLED) {
            request.call().replyHeader("x-amz-version-id", object.versionId());
        }
        XmlText xml = new XmlText().open("Tagging", S3Service.NAMESPACE).open("TagSet");
        object.metadata().tags().forEach((key, value) -> xml.open("Tag")
                .element("Key", key)
                .element("Value", value)
                .close("Tag"));
        request.call().replyXml(xml.close("TagSet").close("Tagging").toString());
    }

    /** The object a request means; a delete marker answers as "Working with delete markers" says. */
    static StoredObject find(Bucket bucket, String key, Optional<String> versionId) {
        if (versionId.isPresent()) {
            StoredObject version = bucket.version(key, versionId.get())
                    .orElseThrow(() -> S3Errors.noSuchVersion(key, versionId.get()));
            if (version.deleteMarker()) {
                throw new AwsError(
                                "MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
                        .withHeader("x-amz-delete-marker", "true")
                        .withHeader("Last-Modified", httpDate(version.lastModified()));
            }
            return version;
        }
        StoredObject newest = bucket.newest(key).orElseThrow(() -> S3Errors.noSuchKey(key));
        if (newest.deleteMarker()) {
            throw S3Errors.noSuchKey(key)
                    .withHeader("x-amz-delete-marker", "true")
                    .withHeader("x-amz-version-id", newest.versionId());
        }
        return newest;
    }
}
