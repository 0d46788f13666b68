package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Uploading in parts: begin, put or copy parts, abort. Completing is {@link MultipartCompletion}'s.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Amazon S3 multipart upload
 *     limits</a>
 */
final class MultipartUploads {
    /** "Amazon S3 multipart upload limits": part numbers 1 to 10,000. */
    static final int MOST_PARTS = 10_000;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final S3Store store;

    MultipartUploads(S3Store store) {
        this.store = store;
    }

    Map<String, S3Handler> handlers() {
        return Map.of(
                "CreateMultipartUpload", this::create,
                "UploadPart", this::upload,
                "UploadPartCopy", this::copy,
                "CompleteMultipartUpload", new MultipartCompletion(store)::complete,
                "AbortMultipartUpload", this::abort);
    }

    /** The upload a request names. */
    static MultipartUpload find(S3Request request, Bucket bucket) {
        String id = request.query("uploadId").orElse("");
        return Optional.ofNullable(bucket.uploads().get(id))
                .filter(upload -> upload.key().equals(request.key()))
                .orElseThrow(() -> S3Errors.noSuchUpload(id));
    }

    private void create(S3Request request) throws IOException {
        AwsCall call = request.call();
        Bucket bucket = request.bucket();
        Optional<ChecksumAlgorithm> algorithm = call.header("x-amz-checksum-algorithm")
                .map(name -> ChecksumAlgorithm.named(name)
                        .orElseThrow(() -> S3Errors.invalidRequest("Checksum algorithm provided is unsupported. Please "
                                + "try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")));
        boolean composite = composite(call, algorithm);
        MultipartUpload upload = MultipartUpload.begin(
                store.nextId(),
                request.key(),
                MetadataHeaders.read(call.head()),
                store.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                algorithm,
                composite);
        bucket.uploads().put(upload.id(), upload);
        algorithm.ifPresent(chosen -> {
            call.replyHeader("x-amz-checksum-algorithm", chosen.name());
            call.replyHeader("x-amz-checksum-type", composite ? "COMPOSITE" : "FULL_OBJECT");
        });
        MetadataHeaders.writeEncryption(upload.metadata(), call);
        call.replyXml(new XmlText()
                .open("InitiateMultipartUploadResult", S3Service.NAMESPACE)
                .element("Bucket", bucket.name())
                .element("Key", upload.key())
                .element("UploadId", upload.id())
                .close("InitiateMultipartUploadResult")
                .toString());
    }

    /** CRC-64/NVME is always of the full object, SHA always composite, the other CRCs as asked, else composite. */
    private static boolean composite(AwsCall call, Optional<ChecksumAlgorithm> algorithm) {
        Optional<String> type = call.header("x-amz-checksum-type");
        if (algorithm.isEmpty()) {
            if (type.isPresent()) {
                throw S3Errors.invalidRequest(
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }
            return false;
        }
        ChecksumAlgorithm chosen = algorithm.get();
        boolean composite = type.map("COMPOSITE"::equals).orElse(chosen.canBeComposite());
        if (composite ? !chosen.canBeComposite() : !chosen.canBeFullObject()) {
            throw S3Errors.invalidRequest("The " + (composite ? "COMPOSITE" : "FULL_OBJECT")
                    + " checksum type cannot be used with the " + chosen.name() + " checksum algorithm.");
        }
        return composite;
    }

    private void upload(S3Request request) throws IOException {
        AwsCall call = request.call();
        MultipartUpload upload = find(request, request.bucket());
        int number = partNumber(request);
        ObjectWrites.requireLength(call);
        ContentChecks checks = ContentChecks.of(call);
        requireAlgorithm(upload, checks);
        Set<ChecksumAlgorithm> algorithms = EnumSet.copyOf(checks.toCompute());
        algorithms.add(upload.algorithm().orElse(ChecksumAlgorithm.CRC64NVME));
        Blob blob = store.files().write(call.body(), algorithms);
        boolean kept = false;
        try {
            checks.verify(blob);
            keep(upload, number, blob);
            kept = true;
        } finally {
            if (!kept) {
                store.files().delete(blob.file());
            }
        }
        call.replyHeader("ETag", "\"" + blob.md5() + "\"");
        checks.algorithm()
                .ifPresent(algorithm ->
                        call.replyHeader(algorithm.header(), blob.checksums().get(algorithm)));
        MetadataHeaders.writeEncryption(upload.metadata(), call);
        call.replyEmpty(OK);
    }

    /** Parts of an upload that was begun with SHA or a composite CRC have to bring that checksum; without, they may any. */
    private static void requireAlgorithm(MultipartUpload upload, ContentChecks checks) {
        if (upload.algorithm().isPresent() && !upload.algorithm().equals(checks.algorithm())) {
            boolean optional = checks.algorithm().isEmpty() && !upload.composite();
            if (!optional) {
                throw S3Errors.invalidRequest("Checksum Type mismatch occurred, expected checksum Type: "
                        + name(upload.algorithm()) + ", actual checksum Type: " + name(checks.algorithm()));
            }
        }
    }

    private static String name(Optional<ChecksumAlgorithm> algorithm) {
        return algorithm.map(named -> named.name().toLowerCase(Locale.ROOT)).orElse("null");
    }

    private void copy(S3Request request) throws IOException {
        AwsCall call = request.call();
        MultipartUpload upload = find(request, request.bucket());
        int number = partNumber(request);
        StoredObject source = CopySource.of(request).find(request, store);
        Optional<ByteRange> range = request.header("x-amz-copy-source-range")
                .map(header -> ByteRange.parse(header, source.size())
                        .orElseThrow(() -> S3Errors.invalidArgument(
                                "The x-amz-copy-source-range value must be of the form bytes=first-last where first "
                                        + "and last are the zero-based offsets of the first and last bytes to copy",
                                "x-amz-copy-source-range",
                                header)));
        Blob blob;
        try (InputStream in = section(source, range)) {
            blob = store.files().write(in, EnumSet.of(upload.algorithm().orElse(ChecksumAlgorithm.CRC64NVME)));
        }
        keep(upload, number, blob);
        call.replyXml(new XmlText()
                .open("CopyPartResult", S3Service.NAMESPACE)
                .element("LastModified", store.clock().instant().truncatedTo(ChronoUnit.SECONDS))
                .element("ETag", "\"" + blob.md5() + "\"")
                .close("CopyPartResult")
                .toString());
    }

    private static InputStream section(StoredObject source, Optional<ByteRange> range) throws IOException {
        InputStream in = source.content().open();
        if (range.isEmpty()) {
            return in;
        }
        in.skipNBytes(range.get().first());
        return new FilterInputStream(in) {
            private long left = range.get().length();

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = in.read(buffer, offset, (int) Math.min(length, left));
                left -= Math.max(count, 0);
                return count;
            }
        };
    }

    private void keep(MultipartUpload upload, int number, Blob blob) throws IOException {
        MultipartUpload.Part replaced = upload.parts()
                .put(
                        number,
                        new MultipartUpload.Part(
                                number, blob, store.clock().instant().truncatedTo(ChronoUnit.SECONDS)));
        if (replaced != null) {
            store.files().delete(replaced.blob().file());
        }
    }

    private void abort(S3Request request) throws IOException {
        Bucket bucket = request.bucket();
        MultipartUpload upload = find(request, bucket);
        bucket.uploads().remove(upload.id());
        for (MultipartUpload.Part part : upload.parts().values()) {
            store.files().delete(part.blob().file());
        }
        request.call().replyEmpty(NO_CONTENT);
    }

    private static int partNumber(S3Request request) {
        String text = request.query("partNumber").orElse("");
        if (text.matches("\\d{1,5}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST_PARTS) {
                return number;
            }
        }
        throw S3Errors.invalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive", "partNumber", text);
    }
}
