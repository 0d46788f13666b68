package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A checksum of all bytes of an object, as S3 keeps it beside the object.
 *
 * @param header in which S3 tells it, such as {@code x-amz-checksum-crc64nvme}
 * @param value in base64
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity in Amazon S3</a>
 */
public record ContentChecksum(String header, String value) {

    private static final String PREFIX = "x-amz-checksum-";

    /** The headers of the checksums that can be computed here. */
    public static final List<String> HEADERS =
            List.of(PREFIX + "crc64nvme", PREFIX + "crc32c", PREFIX + "crc32", PREFIX + "sha256", PREFIX + "sha1");

    private static final int BUFFER = 64 * 1024;

    /**
     * The one that the headers of an answer tell.
     *
     * @param headers the value of a header by its name
     * @return empty if there is none, or it is made of the checksums of parts
     */
    public static Optional<ContentChecksum> of(Function<String, Optional<String>> headers) {
        if (headers.apply(PREFIX + "type").filter("COMPOSITE"::equals).isPresent()) {
            return Optional.empty();
        }
        return HEADERS.stream()
                .flatMap(header -> headers.apply(header).stream().map(value -> new ContentChecksum(header, value)))
                // A checksum of checksums has a hyphen and the number of parts behind it.
                .filter(checksum -> !checksum.value().contains("-"))
                .findFirst();
    }

    /** Whether a content has this checksum. */
    public boolean matches(Content content) throws IOException {
        return value.equals(Base64.getEncoder().encodeToString(compute(content)));
    }

    private byte[] compute(Content content) throws IOException {
        return switch (header.substring(PREFIX.length())) {
            case "crc64nvme" ->
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(read(content, new Crc64Nvme()))
                        .array();
            case "crc32c" ->
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) read(content, new CRC32C()))
                        .array();
            case "crc32" ->
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) read(content, new CRC32()))
                        .array();
            case "sha256" -> read(content, digest("SHA-256"));
            case "sha1" -> read(content, digest("SHA-1"));
            default -> throw new IllegalArgumentException(header);
        };
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] read(Content content, MessageDigest digest) throws IOException {
        read(content, digest::update);
        return digest.digest();
    }

    private static long read(Content content, Checksum checksum) throws IOException {
        read(content, checksum::update);
        return checksum.getValue();
    }

    private interface Update {
        void with(byte[] bytes, int offset, int length);
    }

    private static void read(Content content, Update update) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open(0)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                update.with(buffer, 0, read);
            }
        }
    }
}
