package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A piece of a content that is sent: read twice, once for its digest and once to be sent, never held for longer. */
public record Body(Content content, long from, long length) {

    private static final int BUFFER = 64 * 1024;

    /** All of a content as it is now. */
    public static Body all(Content content) throws IOException {
        return new Body(content, 0, content.size());
    }

    /** @throws TransferException if the content has become shorter */
    public byte[] md5() throws IOException {
        MessageDigest digest = newMd5();
        read(digest::update);
        return digest.digest();
    }

    /**
     * CRC-32C, big-endian, as S3 takes it. A processor has an instruction for it; MD5 takes some ten times as long.
     *
     * @throws TransferException if the content has become shorter
     */
    public byte[] crc32c() throws IOException {
        CRC32C checksum = new CRC32C();
        read(checksum::update);
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
    }

    private interface Update {
        void with(byte[] bytes, int offset, int length) throws IOException;
    }

    private void read(Update update) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, length))];
        try (InputStream in = open()) {
            long left = length;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw shorter(content);
                }
                update.with(buffer, 0, read);
                left -= read;
            }
        }
    }

    static TransferException shorter(Content content) {
        return new TransferException(content.name() + " became shorter while it was read");
    }

    /** Whether the content has become shorter than this piece of it needs. */
    boolean isCut() throws IOException {
        return content.size() < from + length;
    }

    /**
     * Writes it.
     *
     * @param moved called after each piece
     * @throws IOException if it cannot be read or written, or has become shorter
     */
    void writeTo(OutputStream out, Runnable moved) throws IOException {
        read((bytes, offset, count) -> {
            out.write(bytes, offset, count);
            moved.run();
        });
    }

    private InputStream open() throws IOException {
        return content.open(from);
    }

    public static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
