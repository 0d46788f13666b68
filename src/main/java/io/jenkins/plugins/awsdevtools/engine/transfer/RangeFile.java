package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** Writes an answer to its place in a file. */
public final class RangeFile {

    private static final int BUFFER = 64 * 1024;

    private RangeFile() {}

    /** Writes to a file that is there, from a place on; leads to the number of bytes. */
    public static HttpWire.Receiver<Long> to(Path file, long from) {
        return (status, headers, body) -> write(file, body, from, Long.MAX_VALUE, offset -> {}) - from;
    }

    /**
     * @param from offset in the file that is there
     * @param end offset in the file that nothing may be written behind
     * @param reached told the offset behind what was written last
     * @return the offset behind all
     * @throws IOException if there is more, or it cannot be read or written
     */
    static long write(Path file, InputStream body, long from, long end, LongConsumer reached) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            long position = from;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                if (read > end - position) {
                    throw new IOException("more bytes than were asked for");
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    position += channel.write(bytes, position);
                }
                reached.accept(position);
            }
            return position;
        }
    }
}
