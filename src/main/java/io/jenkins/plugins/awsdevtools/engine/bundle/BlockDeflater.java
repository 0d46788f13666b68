package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;
import java.util.zip.Deflater;

/**
 * Compresses blocks of files, each on its own, with the end of the block before it as dictionary; put together in their
 * order they are one raw deflate stream, as pigz does it. Each block is compressed the way that suits it. Reuses its
 * buffers. Thread safe.
 */
final class BlockDeflater implements AutoCloseable {

    /** Small enough for a heap of 64 MiB, large enough that the cut between blocks costs nothing to speak of. */
    static final int BLOCK = 256 * 1024;

    /** As far back as deflate looks. A buffer has this much before its block. */
    static final int DICTIONARY = 32 * 1024;

    /** Deflate grows what it cannot compress by less than a thousandth (deflateBound of zlib), and a flush is five bytes. */
    private static final int SLACK = 4096;

    private static final int SAMPLE = 8 * 1024;

    /** A sample of a smaller block would take longer than it saves. */
    private static final int SMALLEST_TRIED = 64 * 1024;

    /** What does not shrink by a thirty-second is not worth the time. */
    private static final int LEAST_GAIN = 32;

    /** How a block is written; all are deflate. */
    private enum Way {
        /** What came before is looked for, the fastest way: for what repeats itself. */
        MATCHES(Compression.LEVEL, Deflater.DEFAULT_STRATEGY),

        /** Frequent bytes get short codes. Four times as fast where nothing is found anyway, such as Base64. */
        LETTERS(Compression.LEVEL, Deflater.HUFFMAN_ONLY),

        /** As it is: for what is compressed or encrypted already, whatever its name. */
        NONE(Deflater.NO_COMPRESSION, Deflater.DEFAULT_STRATEGY);

        private final int level;
        private final int strategy;

        Way(int level, int strategy) {
            this.level = level;
            this.strategy = strategy;
        }
    }

    private final int mostKept;
    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final Map<Way, ConcurrentLinkedQueue<Deflater>> deflaters = new EnumMap<>(Way.class);
    private volatile boolean closed;

    /** @param mostBlocks how many blocks there are at a time */
    BlockDeflater(int mostBlocks) {
        this.mostKept = 2 * mostBlocks;
        for (Way way : Way.values()) {
            deflaters.put(way, new ConcurrentLinkedQueue<>());
        }
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
        Way way = way(buffer, length, out);
        return with(way, deflater -> {
            if (!first && way == Way.MATCHES) {
                deflater.setDictionary(buffer, 0, DICTIONARY);
            }
            deflater.setInput(buffer, DICTIONARY, length);
            if (!last) {
                int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
                check(size, out);
                return size;
            }
            return end(deflater, out);
        });
    }

    /**
     * A piece from the middle of a block tells how the block is best compressed. It depends on nothing but the block, so
     * that the same files give the same bytes.
     */
    private Way way(byte[] buffer, int length, byte[] scratch) {
        if (length < SMALLEST_TRIED) {
            return Way.MATCHES;
        }
        int from = DICTIONARY + (length - SAMPLE) / 2;
        int matches = sample(Way.MATCHES, buffer, from, scratch);
        if (matches < SAMPLE / 2) {
            return Way.MATCHES;
        }
        int letters = sample(Way.LETTERS, buffer, from, scratch);
        if (Math.min(matches, letters) > SAMPLE - SAMPLE / LEAST_GAIN) {
            return Way.NONE;
        }
        return letters <= matches ? Way.LETTERS : Way.MATCHES;
    }

    private int sample(Way way, byte[] buffer, int from, byte[] scratch) {
        return with(way, deflater -> {
            deflater.setInput(buffer, from, SAMPLE);
            return end(deflater, scratch);
        });
    }

    private static int end(Deflater deflater, byte[] out) {
        deflater.finish();
        int size = 0;
        while (!deflater.finished()) {
            size += deflater.deflate(out, size, out.length - size);
            check(size, out);
        }
        return size;
    }

    private int with(Way way, ToIntFunction<Deflater> use) {
        ConcurrentLinkedQueue<Deflater> idle = deflaters.get(way);
        Deflater deflater = idle.poll();
        if (deflater == null) {
            deflater = new Deflater(way.level, true);
            deflater.setStrategy(way.strategy);
        }
        try {
            deflater.reset();
            return use.applyAsInt(deflater);
        } finally {
            if (closed) {
                deflater.end();
            } else {
                idle.add(deflater);
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
        for (ConcurrentLinkedQueue<Deflater> idle : deflaters.values()) {
            for (Deflater deflater = idle.poll(); deflater != null; deflater = idle.poll()) {
                deflater.end();
            }
        }
    }
}
