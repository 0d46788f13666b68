package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listing a bucket's objects and versions, at most a thousand a page. */
final class ObjectListings {
    /** "ListObjectsV2": the response never contains more than 1,000 keys. */
    static final int PAGE = 1000;

    Map<String, S3Handler> handlers() {
        return Map.of(
                "ListObjectsV2", this::listV2,
                "ListObjects", this::listV1,
                "ListObjectVersions", this::listVersions);
    }

    private void listV2(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        String prefix = request.query("prefix").orElse("");
        String delimiter = request.query("delimiter").orElse("");
        int most = request.number("max-keys", PAGE, 0, PAGE);
        Optional<String> token = request.query("continuation-token");
        String after = token.map(ObjectListings::decode)
                .or(() -> request.query("start-after"))
                .orElse("");
        KeyListing page = KeyListing.of(bucket.versions(), prefix, delimiter, after, most);
        ListingText text = new ListingText(request, "ListBucketResult")
                .element("Name", bucket.name())
                .name("Prefix", prefix)
                .element("MaxKeys", most)
                .element("KeyCount", page.count())
                .element("IsTruncated", page.next().isPresent());
        request.query("delimiter").ifPresent(given -> text.name("Delimiter", given));
        request.query("start-after").ifPresent(given -> text.name("StartAfter", given));
        token.ifPresent(given -> text.element("ContinuationToken", given));
        page.next().ifPresent(last -> text.element("NextContinuationToken", encode(last)));
        boolean owner = request.query("fetch-owner").filter("true"::equals).isPresent();
        objects(text, request, page.objects(), owner);
        request.call().replyXml(text.commonPrefixes(page.commonPrefixes()).end());
    }

    private void listV1(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        String prefix = request.query("prefix").orElse("");
        String delimiter = request.query("delimiter").orElse("");
        String marker = request.query("marker").orElse("");
        int most = request.number("max-keys", PAGE, 0, PAGE);
        KeyListing page = KeyListing.of(bucket.versions(), prefix, delimiter, marker, most);
        ListingText text = new ListingText(request, "ListBucketResult")
                .element("Name", bucket.name())
                .name("Prefix", prefix)
                .name("Marker", marker)
                .element("MaxKeys", most)
                .element("IsTruncated", page.next().isPresent());
        if (!delimiter.isEmpty()) {
            text.name("Delimiter", delimiter);
            // "ListObjects": NextMarker comes only with a delimiter; without one the last key is the marker.
            page.next().ifPresent(last -> text.name("NextMarker", last));
        }
        objects(text, request, page.objects(), true);
        request.call().replyXml(text.commonPrefixes(page.commonPrefixes()).end());
    }

    private static void objects(ListingText text, S3Request request, List<StoredObject> objects, boolean owner) {
        for (StoredObject object : objects) {
            text.xml().open("Contents");
            text.name("Key", object.key());
            describe(text, object);
            if (owner) {
                text.owner(request, "Owner");
            }
            text.xml().close("Contents");
        }
    }

    private static void describe(ListingText text, StoredObject object) {
        text.element("LastModified", object.lastModified())
                .element("ETag", "\"" + object.etag() + "\"")
                .element("Size", object.size())
                .element("StorageClass", object.metadata().storageClass());
        object.checksum().ifPresent(checksum -> text.element("ChecksumAlgorithm", checksum.algorithm())
                .element("ChecksumType", checksum.type()));
    }

    private void listVersions(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        String prefix = request.query("prefix").orElse("");
        String keyMarker = request.query("key-marker").orElse("");
        Optional<String> versionMarker = request.query("version-id-marker");
        int most = request.number("max-keys", PAGE, 0, PAGE);
        List<StoredObject> found = new ArrayList<>();
        for (Map.Entry<String, List<StoredObject>> entry : bucket.versions()
                .tailMap(keyMarker.isEmpty() ? prefix : keyMarker, true)
                .entrySet()) {
            boolean marked = entry.getKey().equals(keyMarker);
            if (entry.getKey().startsWith(prefix) && !(marked && versionMarker.isEmpty())) {
                found.addAll(marked ? behind(entry.getValue(), versionMarker.get()) : entry.getValue());
            }
            if (found.size() > most || !entry.getKey().startsWith(prefix) && !marked) {
                break;
            }
        }
        boolean truncated = found.size() > most && most > 0;
        List<StoredObject> page = found.subList(0, Math.min(most, found.size()));
        ListingText text = new ListingText(request, "ListVersionsResult")
                .element("Name", bucket.name())
                .name("Prefix", prefix)
                .name("KeyMarker", keyMarker)
                .element("VersionIdMarker", versionMarker.orElse(""))
                .element("MaxKeys", most)
                .element("IsTruncated", truncated);
        if (truncated) {
            StoredObject last = page.get(page.size() - 1);
            text.name("NextKeyMarker", last.key()).element("NextVersionIdMarker", last.versionId());
        }
        for (StoredObject object : page) {
            version(text, request, bucket, object);
        }
        request.call().replyXml(text.end());
    }

    private static void version(ListingText text, S3Request request, Bucket bucket, StoredObject object) {
        String element = object.deleteMarker() ? "DeleteMarker" : "Version";
        boolean latest = bucket.newest(object.key()).filter(object::equals).isPresent();
        text.xml().open(element);
        text.name("Key", object.key()).element("VersionId", object.versionId()).element("IsLatest", latest);
        if (object.deleteMarker()) {
            text.element("LastModified", object.lastModified());
        } else {
            describe(text, object);
        }
        text.owner(request, "Owner").xml().close(element);
    }

    private static List<StoredObject> behind(List<StoredObject> versions, String versionId) {
        int at = 0;
        while (at < versions.size() && !versions.get(at).versionId().equals(versionId)) {
            at++;
        }
        return versions.subList(Math.min(at + 1, versions.size()), versions.size());
    }

    private static String encode(String last) {
        return Base64.getUrlEncoder().encodeToString(("1" + last).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (decoded.startsWith("1")) {
                return decoded.substring(1);
            }
        } catch (IllegalArgumentException e) {
            throw wrongToken(token);
        }
        throw wrongToken(token);
    }

    private static AwsError wrongToken(String token) {
        return S3Errors.invalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
