package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listing unfinished uploads and their parts, at most a thousand a page. */
final class MultipartListings {
    Map<String, S3Handler> handlers() {
        return Map.of("ListParts", this::parts, "ListMultipartUploads", this::uploads);
    }

    private void parts(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        MultipartUpload upload = MultipartUploads.find(request, bucket);
        int marker = request.number("part-number-marker", 0, 0, Integer.MAX_VALUE);
        int most = request.number("max-parts", ObjectListings.PAGE, 0, ObjectListings.PAGE);
        List<MultipartUpload.Part> behind =
                List.copyOf(upload.parts().tailMap(marker, false).values());
        List<MultipartUpload.Part> page = behind.subList(0, Math.min(most, behind.size()));
        ListingText text = new ListingText(request, "ListPartsResult")
                .element("Bucket", bucket.name())
                .name("Key", upload.key())
                .element("UploadId", upload.id())
                .element("StorageClass", upload.metadata().storageClass())
                .element("PartNumberMarker", marker)
                .element(
                        "NextPartNumberMarker",
                        page.isEmpty() ? 0 : page.get(page.size() - 1).number())
                .element("MaxParts", most)
                .element("IsTruncated", page.size() < behind.size());
        for (MultipartUpload.Part part : page) {
            text.xml().open("Part");
            text.element("PartNumber", part.number())
                    .element("LastModified", part.lastModified())
                    .element("ETag", "\"" + part.blob().md5() + "\"")
                    .element("Size", part.blob().size());
            upload.algorithm()
                    .ifPresent(algorithm -> text.element(
                            algorithm.element(), part.blob().checksums().get(algorithm)));
            text.xml().close("Part");
        }
        upload.algorithm().ifPresent(algorithm -> text.element("ChecksumAlgorithm", algorithm)
                .element("ChecksumType", upload.composite() ? "COMPOSITE" : "FULL_OBJECT"));
        request.call().replyXml(text.owner(request, "Owner").end());
    }

    private void uploads(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        String prefix = request.query("prefix").orElse("");
        String keyMarker = request.query("key-marker").orElse("");
        Optional<String> idMarker = request.query("upload-id-marker").filter(id -> !id.isEmpty());
        int most = request.number("max-uploads", ObjectListings.PAGE, 1, ObjectListings.PAGE);
        List<MultipartUpload> behind = bucket.uploads().values().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .filter(upload -> isBehind(upload, keyMarker, idMarker))
                .sorted(Comparator.comparing(MultipartUpload::key, KeyOrder.UTF8)
                        .thenComparing(MultipartUpload::id))
                .toList();
        List<MultipartUpload> page = behind.subList(0, Math.min(most, behind.size()));
        boolean truncated = page.size() < behind.size();
        ListingText text = new ListingText(request, "ListMultipartUploadsResult")
                .element("Bucket", bucket.name())
                .name("KeyMarker", keyMarker)
                .element("UploadIdMarker", idMarker.orElse(""))
                .name("Prefix", prefix)
                .element("MaxUploads", most)
                .element("IsTruncated", truncated);
        if (truncated) {
            MultipartUpload last = page.get(page.size() - 1);
            text.name("NextKeyMarker", last.key()).element("NextUploadIdMarker", last.id());
        }
        for (MultipartUpload upload : page) {
            text.xml().open("Upload");
            text.name("Key", upload.key())
                    .element("UploadId", upload.id())
                    .owner(request, "Initiator")
                    .owner(request, "Owner")
                    .element("StorageClass", upload.metadata().storageClass())
                    .element("Initiated", upload.initiated());
            text.xml().close("Upload");
        }
        request.call().replyXml(text.end());
    }

    private static boolean isBehind(MultipartUpload upload, String keyMarker, Optional<String> idMarker) {
        int order = KeyOrder.UTF8.compare(upload.key(), keyMarker);
        return order > 0 || order == 0 && idMarker.isPresent() && upload.id().compareTo(idMarker.get()) > 0;
    }
}
