package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;

/**
 * Compresses blocks of files, each on its own, with the end of the block before it as dictionary; put together in their
 * order they are one raw deflate stream, as pigz does it. Reuses its buffers. Thread safe.
 */
final class BlockDeflater implements AutoCloseable {

    /** Small enough for a heap of 64 MiB, large enough that the cut between blocks costs nothing to speak of. */
    static final int BLOCK = 256 * 1024;

    /** As far back as deflate looks. A buffer has this much before its block. */
    static final int DICTIONARY = 32 * 1024;

    /** Deflate grows what it cannot compress by less than a thousandth (deflateBound of zlib), and a flush is five bytes. */
    private static final int SLACK = 4096;

    private final int mostKept;
    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Deflater> deflaters = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** @param mostBlocks how many blocks there are at a time */
    BlockDeflater(int mostBlocks) {
        this.mostKept = 2 * mostBlocks;
    }

    /** A buffer for a block, which begins at {@link #DICTIONARY}. */
    byte[] take() {
        byte[] buffer = free.poll();
        return buffer == null ? new byte[DICTIONARY + BLOCK + SLACK] : buffer;
    }

    void giveBack(byte[] buffer) {
        if (buffer.length == DICTIONARY + BLOCK + SLACK && free.size() < mostKept) {
            free.add(buffer);
        }
    }

    /** A block in the form it is written in. */
    Block block(FileEntry entry, int index, boolean deflated, byte[] buffer, int length, boolean first, boolean last) {
        if (!deflated) {
            return new Block(entry, index, false, buffer, DICTIONARY, length, first, last);
        }
        byte[] out = take();
        int size = deflate(buffer, length, first, last, out);
        giveBack(buffer);
        return new Block(entry, index, true, out, 0, size, first, last);
    }

    private int deflate(byte[] buffer, int length, boolean first, boolean last, byte[] out) {
        Deflater deflater = deflaters.poll();
        if (deflater == null) {
            deflater = new Deflater(Compression.LEVEL, true);
        }
        try {
            deflater.reset();
            if (!first) {
                deflater.setDictionary(buffer, 0, DICTIONARY);
            }
            deflater.setInput(buffer, DICTIONARY, length);
            int size = 0;
            if (last) {
                deflater.finish();
                while (!deflater.finished()) {
                    size += deflater.deflate(out, size, out.length - size);
                    check(size, out);
                }
            } else {
                size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
                check(size, out);
            }
            return size;
        } finally {
            if (closed) {
                deflater.end();
            } else {
                deflaters.add(deflater);
            }
        }
    }

    private static void check(int size, byte[] out) {
        if (size >= out.length) {
            throw new IllegalStateException("a block grew beyond the bound of deflate");
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Deflater deflater = deflaters.poll(); deflater != null; deflater = deflaters.poll()) {
            deflater.end();
        }
    }
}
