package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

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
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, length))];
        try (InputStream in = open()) {
            long left = length;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new TransferException(content.name() + " became shorter while it was read");
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return digest.digest();
    }

    /** Whether the content has become shorter than this piece of it needs. */
    boolean isCut() throws IOException {
        return content.size() < from + length;
    }

    /**
     * Sends it. What is small is read at once: the client would take a buffer of several times its size for it.
     *
     * @throws IOException if it cannot be read, or has become shorter
     */
    BodyPublisher publisher() throws IOException {
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        if (length <= BUFFER) {
            try (InputStream in = open()) {
                byte[] bytes = in.readNBytes((int) length);
                if (bytes.length < length) {
                    throw new TransferException(content.name() + " became shorter while it was read");
                }
                return BodyPublishers.ofByteArray(bytes);
            }
        }
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return new Limited(open(), length);
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                }),
                length);
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

    /** The first bytes of a stream. */
    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left;

        Limited(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
