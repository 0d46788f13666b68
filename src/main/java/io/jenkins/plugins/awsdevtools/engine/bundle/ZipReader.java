package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A ZIP file on disk, read by the directory at its end, with the modes and links that the JDK's reader leaves out. It
 * believes nothing: entries that overlap, sizes that are not so and wrong checksums are refused. Once open, many threads may read entries.
 */
final class ZipReader implements Closeable {

    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int BUFFER = 64 * 1024;

    private final FileChannel file;
    private final List<ArchiveEntry> entries = new ArrayList<>();

    /** @throws BundleException if it is no ZIP file, or a damaged one, or has more entries than that */
    ZipReader(Path path, long mostEntries) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        boolean good = false;
        try {
            readDirectory(mostEntries);
            good = true;
        } finally {
            if (!good) {
                file.close();
            }
        }
    }

    List<ArchiveEntry> entries() {
        return List.copyOf(entries);
    }

    long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The content of an entry. Reading its end fails if size or checksum are not those that the directory tells. */
    InputStream open(ArchiveEntry entry) throws IOException {
        long start = contentStart(entry);
        InputStream raw = new BufferedInputStream(new Slice(start, start + entry.compressed()), BUFFER);
        if (entry.method() == ZipFormat.STORED) {
            return new Checked(raw, entry, null);
        }
        Inflater inflater = new Inflater(true);
        return new Checked(new InflaterInputStream(raw, inflater, BUFFER), entry, inflater);
    }

    private void readDirectory(long mostEntries) throws IOException {
        long size = file.size();
        long endAt = findEnd(size);
        ByteBuffer end = read(endAt, ZipFormat.END_SIZE);
        long count = end.getShort(10) & 0xFFFFL;
        long length = end.getInt(12) & ZipFormat.MAX32;
        long start = end.getInt(16) & ZipFormat.MAX32;
        long directoryEnd = endAt;
        long locatorAt = endAt - ZipFormat.LOCATOR64_SIZE;
        if (locatorAt >= 0 && read(locatorAt, ZipFormat.LOCATOR64_SIZE).getInt(0) == ZipFormat.LOCATOR64) {
            long end64At = read(locatorAt, ZipFormat.LOCATOR64_SIZE).getLong(8);
            if (end64At < 0 || end64At > locatorAt - 56) {
                throw broken("ZIP64");
            }
            ByteBuffer end64 = read(end64At, 56);
            if (end64.getInt(0) != ZipFormat.END64) {
                throw broken("ZIP64");
            }
            count = end64.getLong(32);
            length = end64.getLong(40);
            start = end64.getLong(48);
            directoryEnd = end64At;
        }
        if (count < 0 || start < 0 || length < 0 || start > directoryEnd || length > directoryEnd - start) {
            throw broken("directory");
        }
        if (count > mostEntries) {
            throw new BundleException("archive.entries", count, mostEntries);
        }
        try (InputStream in = new BufferedInputStream(new Slice(start, start + length), BUFFER)) {
            for (long i = 0; i < count; i++) {
                entries.add(entry(in));
            }
        }
        checkOverlaps(start);
    }

    private long findEnd(long size) throws IOException {
        int tail = (int) Math.min(size, ZipFormat.END_SIZE + LONGEST_COMMENT);
        ByteBuffer bytes = read(size - tail, tail);
        for (int at = tail - ZipFormat.END_SIZE; at >= 0; at--) {
            if (bytes.getInt(at) == ZipFormat.END
                    && at + ZipFormat.END_SIZE + (bytes.getShort(at + 20) & 0xFFFF) == tail) {
                return size - tail + at;
            }
        }
        throw broken("ZIP");
    }

    private static ArchiveEntry entry(InputStream in) throws IOException {
        ByteBuffer header = take(in, ZipFormat.CENTRAL_SIZE);
        if (header.getInt(0) != ZipFormat.CENTRAL) {
            throw broken("directory");
        }
        int host = header.get(5) & 0xFF;
        int flags = header.getShort(8) & 0xFFFF;
        long compressed = header.getInt(20) & ZipFormat.MAX32;
        long size = header.getInt(24) & ZipFormat.MAX32;
        long offset = header.getInt(42) & ZipFormat.MAX32;
        String name = name(take(in, header.getShort(28) & 0xFFFF).array());
        ByteBuffer extra = take(in, header.getShort(30) & 0xFFFF);
        take(in, header.getShort(32) & 0xFFFF);
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int fieldEnd = extra.position() + 2 + (extra.getShort(extra.position()) & 0xFFFF);
            extra.getShort();
            if (fieldEnd > extra.limit()) {
                break;
            }
            if (id == ZipFormat.EXTRA64) {
                size = size == ZipFormat.MAX32 ? long64(extra, fieldEnd, name) : size;
                compressed = compressed == ZipFormat.MAX32 ? long64(extra, fieldEnd, name) : compressed;
                offset = offset == ZipFormat.MAX32 ? long64(extra, fieldEnd, name) : offset;
            }
            extra.position(fieldEnd);
        }
        int attributes = header.getInt(38) >>> 16;
        boolean unix = host == ZipFormat.UNIX && attributes != 0;
        return new ArchiveEntry(
                name,
                kind(name, unix ? attributes & ZipFormat.TYPE_MASK : 0),
                unix ? attributes & 0777 : -1,
                header.getShort(10) & 0xFFFF,
                (flags & ZipFormat.ENCRYPTED_FLAG) != 0,
                header.getInt(16) & ZipFormat.MAX32,
                compressed,
                size,
                offset);
    }

    private static long long64(ByteBuffer extra, int end, String name) throws BundleException {
        if (extra.position() + 8 > end) {
            throw broken(name);
        }
        long value = extra.getLong();
        if (value < 0) {
            throw broken(name);
        }
        return value;
    }

    private static ArchiveEntry.Kind kind(String name, int type) {
        if (type == ZipFormat.LINK_TYPE) {
            return ArchiveEntry.Kind.LINK;
        }
        if (name.endsWith("/") || type == ZipFormat.FOLDER_TYPE) {
            return ArchiveEntry.Kind.FOLDER;
        }
        return type == 0 || type == ZipFormat.FILE_TYPE ? ArchiveEntry.Kind.FILE : ArchiveEntry.Kind.SPECIAL;
    }

    /** UTF-8 if it is, also where the archive does not say so; what is not UTF-8 is taken byte by byte. */
    private static String name(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Entries that share their bytes are how a small archive grows without end. */
    private void checkOverlaps(long directoryStart) throws BundleException {
        List<ArchiveEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(ArchiveEntry::offset));
        for (int i = 0; i < ordered.size(); i++) {
            ArchiveEntry entry = ordered.get(i);
            long limit = i + 1 < ordered.size() ? ordered.get(i + 1).offset() : directoryStart;
            long room = limit - entry.offset() - ZipFormat.LOCAL_SIZE;
            if (room < 0 || entry.compressed() > room) {
                throw broken(entry.name());
            }
        }
    }

    private long contentStart(ArchiveEntry entry) throws IOException {
        ByteBuffer header = read(entry.offset(), ZipFormat.LOCAL_SIZE);
        if (header.getInt(0) != ZipFormat.LOCAL) {
            throw broken(entry.name());
        }
        return entry.offset() + ZipFormat.LOCAL_SIZE + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw broken("ZIP");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer take(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw broken("directory");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BundleException broken(String what) {
        return new BundleException("archive.broken", BundleException.shown(what));
    }

    /** A part of the file. */
    private final class Slice extends InputStream {

        private long position;
        private final long end;

        Slice(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, end - position);
            if (wanted <= 0) {
                return length == 0 ? 0 : -1;
            }
            int got = file.read(ByteBuffer.wrap(into, offset, wanted), position);
            position += Math.max(got, 0);
            return got;
        }
    }

    /** Holds an entry to its size and checksum. */
    private static final class Checked extends InputStream {

        private final InputStream content;
        private final ArchiveEntry entry;
        private final Inflater inflater;
        private final CRC32 checksum = new CRC32();
        private long left;

        /** @param inflater ended with this; null if there is none */
        Checked(InputStream content, ArchiveEntry entry, Inflater inflater) {
            this.content = content;
            this.entry = entry;
            this.inflater = inflater;
            this.left = entry.size();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got;
            try {
                got = content.read(into, offset, length);
            } catch (EOFException | java.util.zip.ZipException damaged) {
                throw broken(entry.name());
            }
            if (got > 0) {
                checksum.update(into, offset, got);
                left -= got;
            }
            if (left < 0 || got < 0 && left > 0) {
                throw broken(entry.name());
            }
            if (got < 0 && checksum.getValue() != entry.checksum()) {
                throw new BundleException("archive.checksum", BundleException.shown(entry.name()));
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            if (inflater != null) {
                inflater.end();
            }
            content.close();
        }
    }
}
