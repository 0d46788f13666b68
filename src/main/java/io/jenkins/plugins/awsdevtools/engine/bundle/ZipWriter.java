package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Writes a ZIP file front to back, with UNIX modes and links, and the same bytes for the same entries: no times, no
 * owners, no comments. Sizes beyond 4 GiB and more than 65,535 entries are written as ZIP64 has them. Not thread safe.
 */
final class ZipWriter {

    private static final int MODE_FILE = ZipFormat.FILE_TYPE | 0644;
    private static final int MODE_EXECUTABLE = ZipFormat.FILE_TYPE | 0755;
    private static final int MODE_FOLDER = ZipFormat.FOLDER_TYPE | 0755;
    private static final int MODE_LINK = ZipFormat.LINK_TYPE | 0777;

    /** 1980-01-01 00:00:00, the first moment that a ZIP file knows. */
    private static final int DATE = 1 << 5 | 1;

    private static final int VERSION = 20;
    private static final int VERSION64 = 45;
    private static final int DOS_FOLDER = 0x10;
    private static final int PIECE = 128 * 1024;

    /** A deflated file may be a little larger than it was, so files well below 4 GiB are counted in 64 bits. */
    private static final long LARGE = 0xF0000000L;

    private final OutputStream out;
    /** The directory in pieces, for one array of many megabytes would be copied each time it grows. */
    private final List<ByteArrayOutputStream> central = new ArrayList<>();

    private long position;
    private long entries;
    private long directoryStart = -1;
    private int piecesWritten;

    private FileEntry open;
    private long openAt;
    private long openBody;
    private boolean openDeflated;
    private long openCrc;

    ZipWriter(OutputStream out) {
        this.out = out;
    }

    void emptyFolder(String path) throws IOException {
        byte[] name = name(path + "/");
        long at = position;
        local(name, 0, ZipFormat.STORED, 0, 0, 0, false);
        central(name, 0, ZipFormat.STORED, 0, 0, 0, at, MODE_FOLDER, DOS_FOLDER);
    }

    void link(String path, String target) throws IOException {
        byte[] name = name(path);
        byte[] text = name(target);
        CRC32 crc = new CRC32();
        crc.update(text);
        long at = position;
        local(name, 0, ZipFormat.STORED, crc.getValue(), text.length, text.length, false);
        body(text, 0, text.length);
        central(name, 0, ZipFormat.STORED, crc.getValue(), text.length, text.length, at, MODE_LINK, 0);
    }

    /** Begins a file, whose content follows through {@link #body}: as it is, or as one raw deflate stream. */
    void begin(FileEntry file, boolean deflated, long crc) throws IOException {
        open = file;
        openAt = position;
        openDeflated = deflated;
        openCrc = crc;
        boolean large = file.size() > LARGE;
        byte[] name = name(file.path());
        if (deflated) {
            local(name, ZipFormat.DESCRIPTOR_FLAG, ZipFormat.DEFLATED, 0, 0, 0, large);
        } else {
            local(name, 0, ZipFormat.STORED, crc, file.size(), file.size(), large);
        }
        openBody = position;
    }

    void body(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        position += length;
    }

    /** Ends the file that was begun. */
    void end() throws IOException {
        FileEntry file = Objects.requireNonNull(open, "a file has to be begun");
        long compressed = position - openBody;
        if (openDeflated) {
            boolean large = file.size() > LARGE;
            ByteBuffer descriptor = buffer(large ? 24 : 16);
            descriptor.putInt(ZipFormat.DESCRIPTOR).putInt((int) openCrc);
            if (large) {
                descriptor.putLong(compressed).putLong(file.size());
            } else {
                descriptor.putInt((int) compressed).putInt((int) file.size());
            }
            write(descriptor);
        }
        central(
                name(file.path()),
                openDeflated ? ZipFormat.DESCRIPTOR_FLAG : 0,
                openDeflated ? ZipFormat.DEFLATED : ZipFormat.STORED,
                openCrc,
                compressed,
                file.size(),
                openAt,
                file.executable() ? MODE_EXECUTABLE : MODE_FILE,
                0);
        open = null;
    }

    /**
     * Writes the next piece of the directory at the end, and after the last piece what ends the file.
     *
     * @return whether this was the end
     */
    boolean finish() throws IOException {
        if (directoryStart < 0) {
            directoryStart = position;
        }
        if (piecesWritten < central.size()) {
            byte[] piece = central.set(piecesWritten++, null).toByteArray();
            body(piece, 0, piece.length);
            return false;
        }
        end(directoryStart, position - directoryStart);
        return true;
    }

    private void end(long start, long size) throws IOException {
        if (entries >= ZipFormat.MAX16 || start >= ZipFormat.MAX32) {
            ByteBuffer end64 = buffer(56 + ZipFormat.LOCATOR64_SIZE);
            end64.putInt(ZipFormat.END64).putLong(44);
            end64.putShort((short) (ZipFormat.UNIX << 8 | VERSION64)).putShort((short) VERSION64);
            end64.putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(size)
                    .putLong(start);
            end64.putInt(ZipFormat.LOCATOR64).putInt(0).putLong(position).putInt(1);
            write(end64);
        }
        ByteBuffer end = buffer(ZipFormat.END_SIZE);
        short count = (short) Math.min(entries, ZipFormat.MAX16);
        end.putInt(ZipFormat.END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        end.putInt((int) Math.min(size, ZipFormat.MAX32)).putInt((int) Math.min(start, ZipFormat.MAX32));
        end.putShort((short) 0);
        write(end);
    }

    private void local(byte[] name, int flags, int method, long crc, long compressed, long size, boolean large)
            throws IOException {
        ByteBuffer header = buffer(ZipFormat.LOCAL_SIZE + name.length + (large ? 20 : 0));
        header.putInt(ZipFormat.LOCAL).putShort((short) (large ? VERSION64 : VERSION));
        header.putShort((short) (flags | ZipFormat.UTF8_FLAG)).putShort((short) method);
        header.putShort((short) 0).putShort((short) DATE).putInt((int) crc);
        header.putInt(large ? -1 : (int) compressed).putInt(large ? -1 : (int) size);
        header.putShort((short) name.length).putShort((short) (large ? 20 : 0)).put(name);
        if (large) {
            header.putShort((short) ZipFormat.EXTRA64)
                    .putShort((short) 16)
                    .putLong(size)
                    .putLong(compressed);
        }
        write(header);
    }

    private void central(
            byte[] name,
            int flags,
            int method,
            long crc,
            long compressed,
            long size,
            long at,
            int mode,
            int dosAttributes) {
        boolean large = size > LARGE;
        boolean far = at >= ZipFormat.MAX32;
        int extra = (large ? 16 : 0) + (far ? 8 : 0);
        int extraSize = extra == 0 ? 0 : extra + 4;
        ByteBuffer header = buffer(ZipFormat.CENTRAL_SIZE + name.length + extraSize);
        int version = extra == 0 ? VERSION : VERSION64;
        header.putInt(ZipFormat.CENTRAL).putShort((short) (ZipFormat.UNIX << 8 | version));
        header.putShort((short) version)
                .putShort((short) (flags | ZipFormat.UTF8_FLAG))
                .putShort((short) method);
        header.putShort((short) 0).putShort((short) DATE).putInt((int) crc);
        header.putInt(large ? -1 : (int) compressed).putInt(large ? -1 : (int) size);
        header.putShort((short) name.length).putShort((short) extraSize).putShort((short) 0);
        header.putShort((short) 0).putShort((short) 0).putInt(mode << 16 | dosAttributes);
        header.putInt(far ? -1 : (int) at).put(name);
        if (extra > 0) {
            header.putShort((short) ZipFormat.EXTRA64).putShort((short) extra);
            if (large) {
                header.putLong(size).putLong(compressed);
            }
            if (far) {
                header.putLong(at);
            }
        }
        if (central.isEmpty() || central.get(central.size() - 1).size() + header.position() > PIECE) {
            central.add(new ByteArrayOutputStream(PIECE));
        }
        central.get(central.size() - 1).write(header.array(), 0, header.position());
        entries++;
    }

    private static byte[] name(String path) throws BundleException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > ZipFormat.MAX16) {
            throw new BundleException("bundle.badName", "\n  " + BundleException.shown(path));
        }
        return name;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer bytes) throws IOException {
        body(bytes.array(), 0, bytes.position());
    }
}
