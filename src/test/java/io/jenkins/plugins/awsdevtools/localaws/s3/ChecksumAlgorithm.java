package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums S3 verifies and keeps.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity in Amazon S3</a>
 */
public enum ChecksumAlgorithm {
    CRC32(4, new CrcJoin(0xedb88320L, Integer.SIZE)),
    CRC32C(4, new CrcJoin(0x82f63b78L, Integer.SIZE)),
    CRC64NVME(8, new CrcJoin(0x9a6c9329ac4bc9b5L, Long.SIZE)),
    SHA1(20, null),
    SHA256(32, null);

    private final int length;
    private final CrcJoin crc;

    ChecksumAlgorithm(int length, CrcJoin crc) {
        this.length = length;
        this.crc = crc;
    }

    /** The header and trailer that carries it, such as {@code x-amz-checksum-crc32}. */
    String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** The XML element that carries it, such as {@code ChecksumCRC32}. */
    String element() {
        return "Checksum" + name();
    }

    /** Whether a multipart object can have the checksum of its whole content. */
    boolean canBeFullObject() {
        return crc != null;
    }

    /** Whether a multipart object can have the checksum of its parts' checksums. */
    boolean canBeComposite() {
        return this != CRC64NVME;
    }

    static Optional<ChecksumAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether a value is Base64 of the right length. */
    boolean isWellFormed(String value) {
        try {
            return Base64.getDecoder().decode(value).length == length;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The checksum of parts, one behind the other; for one that can be {@link #canBeFullObject of the full object}. */
    String join(List<Blob> parts) {
        long joined = 0;
        for (Blob part : parts) {
            byte[] value = Base64.getDecoder().decode(part.checksums().get(this));
            long of = length == Long.BYTES
                    ? ByteBuffer.wrap(value).getLong()
                    : Integer.toUnsignedLong(ByteBuffer.wrap(value).getInt());
            joined = crc.join(joined, of, part.size());
        }
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(joined).array();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, Long.BYTES - length, Long.BYTES));
    }

    RunningChecksum start() {
        return switch (this) {
            case CRC32 -> crc32(new CRC32());
            case CRC32C -> crc32(new CRC32C());
            case CRC64NVME -> crc64();
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
        };
    }

    private static RunningChecksum crc32(Checksum checksum) {
        return new RunningChecksum() {
            @Override
            public void update(byte[] bytes, int offset, int count) {
                checksum.update(bytes, offset, count);
            }

            @Override
            public byte[] value() {
                return ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) checksum.getValue())
                        .array();
            }
        };
    }

    private static RunningChecksum crc64() {
        Crc64Nvme checksum = new Crc64Nvme();
        return new RunningChecksum() {
            @Override
            public void update(byte[] bytes, int offset, int count) {
                checksum.update(bytes, offset, count);
            }

            @Override
            public byte[] value() {
                return ByteBuffer.allocate(Long.BYTES).putLong(checksum.value()).array();
            }
        };
    }

    private static RunningChecksum digest(String name) {
        MessageDigest digest = Digests.digest(name);
        return new RunningChecksum() {
            @Override
            public void update(byte[] bytes, int offset, int count) {
                digest.update(bytes, offset, count);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }
}
