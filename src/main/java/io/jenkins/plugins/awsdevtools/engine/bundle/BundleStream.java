package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * A ZIP file that is made while it is read. Files are cut into blocks of {@value BlockDeflater#BLOCK} bytes, which are
 * compressed on several threads and written in their order, so that the bytes do not depend on the threads. Memory: for
 * each thread three blocks with what they are compressed to, some 2 MiB, and some 100 bytes for each file.
 *
 * <p>Not thread safe. Closing it early is fine.
 */
final class BundleStream extends InputStream {

    private static final int BLOCKS_PER_THREAD = 3;

    private final Path root;
    private final List<FileEntry> entries;
    private final int[] checksums;
    private final int mostBlocks;
    private final ExecutorService workers;
    private final BlockDeflater blocks;
    private final Queue<Future<Block>> window = new ArrayDeque<>();
    private final Sink sink = new Sink();
    private final ZipWriter zip = new ZipWriter(sink);

    private int next;
    private LargeFile large;
    private boolean finished;
    private boolean closed;

    BundleStream(Path root, List<FileEntry> entries, int[] checksums, int threads) {
        this.root = Objects.requireNonNull(root);
        this.entries = entries;
        this.checksums = checksums;
        this.mostBlocks = threads * BLOCKS_PER_THREAD;
        this.workers = Executors.newFixedThreadPool(threads, BundleThreads.named("bundle compressor"));
        this.blocks = new BlockDeflater(mostBlocks);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (closed) {
            throw new IOException("closed");
        }
        while (sink.isEmpty() && !finished) {
            advance();
        }
        return sink.isEmpty() ? -1 : sink.take(into, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            workers.shutdownNow();
            blocks.close();
            if (large != null) {
                large.close();
            }
        }
    }

    private void advance() throws IOException {
        while (window.size() < mostBlocks && (large != null || next < entries.size())) {
            window.add(submit());
        }
        if (window.isEmpty()) {
            finished = zip.finish();
            return;
        }
        Block block;
        try {
            block = window.remove().get();
        } catch (ExecutionException failed) {
            throw BundleThreads.cause(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        write(block);
    }

    private Future<Block> submit() throws IOException {
        if (large != null) {
            return submitLarge();
        }
        int index = next++;
        FileEntry entry = entries.get(index);
        if (entry.kind() != FileEntry.Kind.FILE) {
            return CompletableFuture.completedFuture(Block.of(entry));
        }
        boolean deflated = Compression.pays(entry);
        if (entry.size() <= BlockDeflater.BLOCK) {
            byte[] buffer = blocks.take();
            return workers.submit(() -> {
                int length = readSmall(index, buffer);
                return blocks.block(entry, index, deflated, buffer, length, true, true);
            });
        }
        large = new LargeFile(index, deflated);
        return submitLarge();
    }

    private Future<Block> submitLarge() throws IOException {
        LargeFile file = large;
        byte[] buffer = blocks.take();
        boolean first = file.position == 0;
        int length = file.fill(buffer);
        boolean last = file.position == file.entry.size();
        if (last) {
            large = null;
            file.finish();
        }
        return workers.submit(() -> blocks.block(file.entry, file.index, file.deflated, buffer, length, first, last));
    }

    private void write(Block block) throws IOException {
        FileEntry entry = block.entry();
        switch (entry.kind()) {
            case EMPTY_FOLDER -> zip.emptyFolder(entry.path());
            case LINK -> zip.link(entry.path(), entry.target());
            case FILE -> {
                if (block.first()) {
                    zip.begin(entry, block.deflated(), checksums[block.index()] & 0xFFFFFFFFL);
                }
                zip.body(block.bytes(), block.offset(), block.length());
                if (block.last()) {
                    zip.end();
                }
                blocks.giveBack(block.bytes());
            }
        }
    }

    /** Reads a whole small file; what it holds must be what was read the first time. */
    private int readSmall(int index, byte[] buffer) throws IOException {
        FileEntry entry = entries.get(index);
        try (InputStream in = Files.newInputStream(root.resolve(entry.path()), LinkOption.NOFOLLOW_LINKS)) {
            int size = (int) entry.size();
            int length = in.readNBytes(buffer, BlockDeflater.DICTIONARY, size);
            CRC32 checksum = new CRC32();
            checksum.update(buffer, BlockDeflater.DICTIONARY, length);
            if (length != size || in.read() >= 0 || (int) checksum.getValue() != checksums[index]) {
                throw ContentDigests.changed(entry);
            }
            return length;
        } catch (NoSuchFileException gone) {
            throw ContentDigests.changed(entry);
        }
    }

    /** A file of more than one block, while it is read. */
    private final class LargeFile {

        private final int index;
        private final FileEntry entry;
        private final boolean deflated;
        private final InputStream in;
        private final CRC32 checksum = new CRC32();
        private final byte[] dictionary = new byte[BlockDeflater.DICTIONARY];
        private long position;

        LargeFile(int index, boolean deflated) throws IOException {
            this.index = index;
            this.entry = entries.get(index);
            this.deflated = deflated;
            try {
                this.in = Files.newInputStream(root.resolve(entry.path()), LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException gone) {
                throw ContentDigests.changed(entry);
            }
        }

        /** Reads the next block behind the end of the one before it. */
        int fill(byte[] buffer) throws IOException {
            System.arraycopy(dictionary, 0, buffer, 0, BlockDeflater.DICTIONARY);
            int wanted = (int) Math.min(BlockDeflater.BLOCK, entry.size() - position);
            int length = in.readNBytes(buffer, BlockDeflater.DICTIONARY, wanted);
            if (length != wanted) {
                throw ContentDigests.changed(entry);
            }
            checksum.update(buffer, BlockDeflater.DICTIONARY, length);
            position += length;
            System.arraycopy(buffer, length, dictionary, 0, BlockDeflater.DICTIONARY);
            return length;
        }

        void finish() throws IOException {
            try (in) {
                if (in.read() >= 0 || (int) checksum.getValue() != checksums[index]) {
                    throw ContentDigests.changed(entry);
                }
            }
        }

        void close() throws IOException {
            in.close();
        }
    }

    /** What was written and not read yet: never more than one block and its headers. */
    private static final class Sink extends OutputStream {

        private byte[] bytes = new byte[BlockDeflater.BLOCK + BlockDeflater.BLOCK / 4];
        private int start;
        private int end;

        boolean isEmpty() {
            return start == end;
        }

        int take(byte[] into, int offset, int length) {
            int taken = Math.min(length, end - start);
            System.arraycopy(bytes, start, into, offset, taken);
            start += taken;
            return taken;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (start == end) {
                start = 0;
                end = 0;
            }
            if (length > bytes.length - end) {
                bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
            }
            System.arraycopy(from, offset, bytes, end, length);
            end += length;
        }
    }
}
