package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the headers of a write into an object's metadata, and that into the headers of a read. */
final class MetadataHeaders {
    private static final String USER = "x-amz-meta-";
    private static final String REDIRECT = "x-amz-website-redirect-location";
    private static final List<String> STANDARD = List.of(
            "content-type",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "expires",
            REDIRECT);

    /** "Object metadata": user-defined metadata is limited to 2 KB. */
    private static final int LARGEST_USER_METADATA = 2048;

    /** "PutObject", x-amz-website-redirect-location: the value is limited to 2 KB. */
    private static final int LONGEST_REDIRECT = 2048;

    private static final Set<String> STORAGE_CLASSES = Set.of(
            "STANDARD",
            "REDUCED_REDUNDANCY",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER",
            "DEEP_ARCHIVE",
            "GLACIER_IR");
    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "aws:kms", "aws:kms:dsse");
    private static final Set<String> CANNED_ACLS = Set.of(
            "private",
            "public-read",
            "public-read-write",
            "authenticated-read",
            "aws-exec-read",
            "bucket-owner-read",
            "bucket-owner-full-control");

    private MetadataHeaders() {}

    /** Reads them; presigned URLs may carry {@code x-amz-*} ones in the query. */
    static ObjectMetadata read(RequestHead head) {
        Map<String, String> standard = new LinkedHashMap<>();
        for (String name : STANDARD) {
            (name.equals(REDIRECT) ? amz(head, name) : head.header(name))
                    .map(value -> stored(name, value))
                    .ifPresent(value -> {
                        if (!value.isEmpty()) {
                            standard.put(name, value);
                        }
                    });
        }
        standard.putIfAbsent("content-type", "binary/octet-stream");
        Optional.ofNullable(standard.get(REDIRECT)).ifPresent(MetadataHeaders::requireRedirect);
        String encryption = amz(head, "x-amz-server-side-encryption").orElse(ObjectMetadata.AES256);
        require(
                ENCRYPTIONS,
                encryption,
                "InvalidEncryptionAlgorithmError",
                "The encryption request you specified is not valid. Supported value: AES256.");
        String storageClass = amz(head, "x-amz-storage-class").orElse(ObjectMetadata.STANDARD);
        require(STORAGE_CLASSES, storageClass, "InvalidStorageClass", "The storage class you specified is not valid");
        Optional<String> acl = amz(head, "x-amz-acl");
        acl.ifPresent(name -> require(CANNED_ACLS, name, "InvalidArgument", "Invalid Argument"));
        return new ObjectMetadata(
                standard,
                user(head),
                storageClass,
                amz(head, "x-amz-tagging").map(MetadataHeaders::tags).orElse(Map.of()),
                encryption,
                kmsKey(head, encryption),
                acl);
    }

    /** The tags of an {@code x-amz-tagging} header, which is a query string. */
    static Map<String, String> tags(String header) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryParameters.Parameter tag : QueryParameters.parse(header).all()) {
            if (tags.put(tag.name(), tag.value()) != null) {
                throw S3Errors.invalidArgument(
                        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters "
                                + "without tag name duplicates.",
                        "x-amz-tagging",
                        header);
            }
        }
        ObjectTags.require(tags);
        return tags;
    }

    /** Writes what a read answers with. */
    static void write(StoredObject object, AwsCall call) {
        ObjectMetadata metadata = object.metadata();
        metadata.standard().forEach(call::replyHeader);
        metadata.user().forEach((name, value) -> call.replyHeader(USER + name, value));
        if (!metadata.storageClass().equals(ObjectMetadata.STANDARD)) {
            call.replyHeader("x-amz-storage-class", metadata.storageClass());
        }
        if (!metadata.tags().isEmpty()) {
            call.replyHeader(
                    "x-amz-tagging-count", Integer.toString(metadata.tags().size()));
        }
        writeEncryption(metadata, call);
    }

    /** Writes how an object is encrypted, as every write answers too. */
    static void writeEncryption(ObjectMetadata metadata, AwsCall call) {
        call.replyHeader("x-amz-server-side-encryption", metadata.encryption());
        metadata.kmsKeyId().ifPresent(id -> call.replyHeader("x-amz-server-side-encryption-aws-kms-key-id", id));
    }

    private static Optional<String> kmsKey(RequestHead head, String encryption) {
        Optional<String> key = amz(head, "x-amz-server-side-encryption-aws-kms-key-id");
        if (key.isPresent() && !encryption.startsWith("aws:kms")) {
            throw S3Errors.invalidArgument(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header "
                            + "x-amz-server-side-encryption : aws:kms",
                    "x-amz-server-side-encryption",
                    encryption);
        }
        return key;
    }

    private static Map<String, String> user(RequestHead head) {
        Map<String, String> user = new LinkedHashMap<>();
        int size = 0;
        for (String name : head.headers().names()) {
            if (name.startsWith(USER)) {
                String value = String.join(",", head.headers().all(name));
                user.put(name.substring(USER.length()), value);
                size += name.length() - USER.length() + value.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        for (QueryParameters.Parameter parameter : head.query().all()) {
            if (parameter.name().toLowerCase(Locale.ROOT).startsWith(USER)) {
                user.put(parameter.name().substring(USER.length()), parameter.value());
            }
        }
        if (size > LARGEST_USER_METADATA) {
            throw new AwsError(
                            "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size")
                    .with("Size", Integer.toString(size))
                    .with("MaxSizeAllowed", Integer.toString(LARGEST_USER_METADATA));
        }
        return user;
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html">Configuring a webpage
     *     redirect</a>
     */
    private static void requireRedirect(String location) {
        if (location.length() > LONGEST_REDIRECT) {
            throw new AwsError(
                    "InvalidRedirectLocation",
                    400,
                    "The length of website redirect location cannot exceed " + LONGEST_REDIRECT + " characters.");
        }
        if (!location.startsWith("/") && !location.startsWith("http://") && !location.startsWith("https://")) {
            throw new AwsError(
                    "InvalidRedirectLocation",
                    400,
                    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
        }
    }

    /** Where a website sends who asks for the object. */
    static Optional<String> redirect(StoredObject object) {
        return Optional.ofNullable(object.metadata().standard().get(REDIRECT));
    }

    private static Optional<String> amz(RequestHead head, String name) {
        return head.header(name).or(() -> head.query().first(name));
    }

    /** The transfer's own encoding is not the object's. */
    private static String stored(String name, String value) {
        return name.equals("content-encoding")
                ? String.join(
                        ",",
                        Arrays.stream(value.split(","))
                                .map(String::trim)
                                .filter(coding -> !coding.equals("aws-chunked"))
                                .toList())
                : value;
    }

    private static void require(Set<String> allowed, String value, String code, String message) {
        if (!allowed.contains(value)) {
            throw new AwsError(code, 400, message).with("ArgumentValue", value);
        }
    }
}
