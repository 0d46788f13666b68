package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an object of uploaded parts.
 *
 * <p>A part may bring a checksum of any algorithm to an upload that was begun without one; S3 holds the part to it and then
 * forgets it ("This checksum is present if the multipart upload request was created with the ... checksum algorithm",
 * CompletedPart, Amazon S3 API Reference). A completion that names it is refused as if there were no such part. Uploads that
 * met this: aws/aws-sdk-go-v2#3005, aws/aws-sdk-java-v2#6518; the other refusals below are recorded from S3 in
 * localstack/localstack, {@code test_s3.snapshot.json}, TestS3MultipartUploadChecksum.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">
 *     CompleteMultipartUpload</a>
 */
final class MultipartCompletion {
    /** "Amazon S3 multipart upload limits": at least 5 MiB, but for the last part. */
    private static final long SMALLEST_PART = 5L * 1024 * 1024;

    private final S3Store store;

    MultipartCompletion(S3Store store) {
        this.store = store;
    }

    void complete(S3Request request) throws IOException {
        AwsCall call = request.call();
        Bucket bucket = request.bucket();
        byte[] document = call.body().readAllBytes();
        MultipartUpload upload = MultipartUploads.find(request, bucket);
        List<XmlBody> named = XmlBody.parse(document, "CompleteMultipartUpload").children("Part");
        if (named.isEmpty() || named.size() > MultipartUploads.MOST_PARTS) {
            throw S3Errors.malformedXml();
        }
        List<MultipartUpload.Part> parts = parts(upload, named);
        requireType(call, upload);
        requireSizes(parts);
        List<Blob> blobs = parts.stream().map(MultipartUpload.Part::blob).toList();
        requireTotal(request, blobs);
        ObjectContent content = new ObjectContent(blobs.stream()
                .map(blob -> new ObjectContent.Segment(blob.file(), blob.size()))
                .toList());
        Optional<ObjectChecksum> checksum = checksum(upload, blobs);
        requireChecksum(call, upload, checksum);
        StoredObject object = new StoredObject(
                upload.key(),
                bucket.nextVersionId(store::nextId),
                false,
                content,
                Etags.ofParts(blobs),
                store.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                upload.metadata(),
                checksum,
                blobs.stream().map(Blob::size).toList());
        Preconditions conditions = Preconditions.of(call.head(), "");
        bucket.put(object, current -> conditions.judgeWrite(current, object.key()));
        bucket.uploads().remove(upload.id());
        discardOthers(upload, parts);
        answer(request, bucket, object);
    }

    private static List<MultipartUpload.Part> parts(MultipartUpload upload, List<XmlBody> named) {
        List<MultipartUpload.Part> parts = new ArrayList<>();
        int before = 0;
        for (XmlBody name : named) {
            int number = number(name.required("PartNumber"));
            if (number <= before) {
                throw new AwsError(
                        "InvalidPartOrder",
                        400,
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            before = number;
            MultipartUpload.Part part = upload.parts().get(number);
            String etag = name.required("ETag").replace("\"", "");
            if (part == null || !part.blob().md5().equals(etag)) {
                throw invalidPart(upload, number, etag);
            }
            requirePartChecksum(upload, name, part, etag);
            parts.add(part);
        }
        return parts;
    }

    private static void requirePartChecksum(
            MultipartUpload upload, XmlBody name, MultipartUpload.Part part, String etag) {
        Optional<ChecksumAlgorithm> other = Arrays.stream(ChecksumAlgorithm.values())
                .filter(algorithm -> !upload.algorithm().equals(Optional.of(algorithm)))
                .filter(algorithm -> name.text(algorithm.element()).isPresent())
                .findFirst();
        if (upload.algorithm().isEmpty()) {
            if (other.isPresent()) {
                throw invalidPart(upload, part.number(), etag);
            }
            return;
        }
        if (other.isPresent()) {
            throw S3Errors.badDigest("The " + lower(other.get()) + " you specified for part " + part.number()
                    + " did not match what we received.");
        }
        ChecksumAlgorithm algorithm = upload.algorithm().get();
        Optional<String> told = name.text(algorithm.element());
        if (told.isEmpty() && upload.composite()) {
            throw S3Errors.invalidRequest("The upload was created using a " + lower(algorithm)
                    + " checksum. The complete request must include the checksum for each part. It was missing for "
                    + "part " + part.number() + " in the request.");
        }
        if (told.isPresent() && !told.get().equals(part.blob().checksums().get(algorithm))) {
            throw invalidPart(upload, part.number(), etag);
        }
    }

    private static String lower(ChecksumAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    /** The type is that of the beginning, if the completion tells one. */
    private static void requireType(AwsCall call, MultipartUpload upload) {
        String begun = upload.algorithm().isEmpty() ? "null" : upload.composite() ? "COMPOSITE" : "FULL_OBJECT";
        if (call.header("x-amz-checksum-type")
                .filter(told -> !told.equals(begun))
                .isPresent()) {
            throw S3Errors.invalidRequest("The upload was created using the " + begun
                    + " checksum mode. The complete request must use the same checksum mode.");
        }
    }

    private static AwsError invalidPart(MultipartUpload upload, int number, String etag) {
        return new AwsError(
                        "InvalidPart",
                        400,
                        "One or more of the specified parts could not be found.  The part may not have been uploaded, "
                                + "or the specified entity tag may not match the part's entity tag.")
                .with("UploadId", upload.id())
                .with("PartNumber", Integer.toString(number))
                .with("ETag", etag);
    }

    private static void requireSizes(List<MultipartUpload.Part> parts) {
        for (MultipartUpload.Part part : parts.subList(0, parts.size() - 1)) {
            if (part.blob().size() < SMALLEST_PART) {
                throw new AwsError(
                                "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size")
                        .with("ProposedSize", Long.toString(part.blob().size()))
                        .with("MinSizeAllowed", Long.toString(SMALLEST_PART))
                        .with("PartNumber", Integer.toString(part.number()))
                        .with("ETag", part.blob().md5());
            }
        }
    }

    private static void requireTotal(S3Request request, List<Blob> blobs) {
        long total = blobs.stream().mapToLong(Blob::size).sum();
        Optional<String> told = request.header("x-amz-mp-object-size");
        if (told.isPresent() && !told.get().equals(Long.toString(total))) {
            throw S3Errors.invalidRequest("The provided 'x-amz-mp-object-size' header value " + told.get()
                    + " does not match what was computed: " + total);
        }
    }

    private static Optional<ObjectChecksum> checksum(MultipartUpload upload, List<Blob> blobs) {
        ChecksumAlgorithm algorithm = upload.algorithm().orElse(ChecksumAlgorithm.CRC64NVME);
        if (!upload.composite()) {
            return Optional.of(new ObjectChecksum(algorithm, algorithm.join(blobs), false));
        }
        RunningChecksum running = algorithm.start();
        for (Blob blob : blobs) {
            byte[] part = Base64.getDecoder().decode(blob.checksums().get(algorithm));
            running.update(part, 0, part.length);
        }
        String value = Base64.getEncoder().encodeToString(running.value());
        return Optional.of(new ObjectChecksum(algorithm, value + "-" + blobs.size(), true));
    }

    /** Of the whole object: of the upload's algorithm, and with the type where that is of the full object. */
    private static void requireChecksum(AwsCall call, MultipartUpload upload, Optional<ObjectChecksum> checksum) {
        if (checksum.isEmpty()) {
            return;
        }
        ObjectChecksum computed = checksum.get();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Optional<String> told = call.header(algorithm.header());
            if (told.isPresent() && !holds(call, upload, computed, algorithm, told.get())) {
                throw S3Errors.badDigest(
                        "The " + lower(computed.algorithm()) + " you specified did not match the calculated checksum.");
            }
        }
    }

    private static boolean holds(
            AwsCall call, MultipartUpload upload, ObjectChecksum computed, ChecksumAlgorithm algorithm, String told) {
        boolean same = told.split("-")[0].equals(computed.value().split("-")[0]);
        if (upload.algorithm().isEmpty()) {
            // Others are ignored.
            return algorithm != computed.algorithm() || same;
        }
        return algorithm == computed.algorithm()
                && same
                && (upload.composite() || call.header("x-amz-checksum-type").isPresent());
    }

    private void discardOthers(MultipartUpload upload, List<MultipartUpload.Part> used) throws IOException {
        Set<MultipartUpload.Part> kept = new HashSet<>(used);
        for (MultipartUpload.Part part : upload.parts().values()) {
            if (!kept.contains(part)) {
                store.files().delete(part.blob().file());
            }
        }
    }

    private static void answer(S3Request request, Bucket bucket, StoredObject object) throws IOException {
        AwsCall call = request.call();
        if (bucket.versioning() == Bucket.Versioning.ENABLED) {
            call.replyHeader("x-amz-version-id", object.versionId());
        }
        MetadataHeaders.writeEncryption(object.metadata(), call);
        XmlText xml = new XmlText()
                .open("CompleteMultipartUploadResult", S3Service.NAMESPACE)
                .element(
                        "Location",
                        "http://" + call.header("host").orElse("") + "/" + bucket.name() + "/" + object.key())
                .element("Bucket", bucket.name())
                .element("Key", object.key())
                .element("ETag", "\"" + object.etag() + "\"");
        object.checksum().ifPresent(checksum -> xml.element(checksum.algorithm().element(), checksum.value())
                .element("ChecksumType", checksum.type()));
        call.replyXml(xml.close("CompleteMultipartUploadResult").toString());
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw S3Errors.malformedXml();
        }
        return Integer.parseInt(text);
    }
}
