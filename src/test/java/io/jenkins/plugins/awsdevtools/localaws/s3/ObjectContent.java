package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/**
 * An object's bytes: one file, or the files of its parts one after the other.
 *
 * @param segments the files in order
 */
public record ObjectContent(List<Segment> segments) {

    /** One file with its length. */
    public record Segment(Path file, long size) {}

    public ObjectContent {
        segments = List.copyOf(segments);
    }

    static ObjectContent of(Blob blob) {
        return new ObjectContent(List.of(new Segment(blob.file(), blob.size())));
    }

    /** The length in bytes. */
    public long size() {
        return segments.stream().mapToLong(Segment::size).sum();
    }

    /** Opens the whole content, one file at a time. */
    public InputStream open() {
        Iterator<Segment> left = segments.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return left.hasNext();
            }

            @Override
            public InputStream nextElement() {
                try {
                    return Files.newInputStream(left.next().file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** Writes a range of the content. */
    void writeTo(OutputStream out, long offset, long length) throws IOException {
        long begin = offset;
        long left = length;
        for (Segment segment : segments) {
            if (begin >= segment.size()) {
                begin -= segment.size();
            } else if (left > 0) {
                long now = Math.min(left, segment.size() - begin);
                copy(segment.file(), begin, now, out);
                left -= now;
                begin = 0;
            }
        }
    }

    private static void copy(Path file, long offset, long length, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            InputStream in = Channels.newInputStream(channel.position(offset));
            byte[] buffer = new byte[(int) Math.min(128 * 1024, Math.max(1, length))];
            long left = length;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException(file + " is shorter than " + (offset + length));
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
