package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.bundle.ZipFolder;
import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;

/**
 * One file of an archive. What is inflated once is gone, so a stream that was read up to a place waits there for whoever
 * reads on from it: two readers that go through the file one after the other, one for digests and one to send, inflate it
 * twice in all, however many parts they take.
 */
final class ZipContent implements Content {

    private static final int WAITING = 2;

    private final ZipFolder zip;
    private final String path;
    private final List<Place> waiting = new LinkedList<>();

    ZipContent(ZipFolder zip, String path) {
        this.zip = zip;
        this.path = path;
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public long size() {
        return zip.size(path);
    }

    @Override
    public boolean isSequential() {
        return true;
    }

    @Override
    public InputStream open(long from) throws IOException {
        Place place = take(from);
        if (place == null) {
            place = new Place(zip.open(path));
            place.skipNBytes(from);
        }
        return new Reading(place);
    }

    private synchronized Place take(long from) {
        Iterator<Place> places = waiting.iterator();
        while (places.hasNext()) {
            Place place = places.next();
            if (place.position == from) {
                places.remove();
                return place;
            }
        }
        return null;
    }

    private synchronized void keep(Place place) throws IOException {
        waiting.add(place);
        if (waiting.size() > WAITING) {
            waiting.remove(0).end();
        }
    }

    /**
     * One use of a place. Whoever reads a request's body may close it late and more than once, when the place is in use
     * again.
     */
    private static final class Reading extends FilterInputStream {
        private boolean closed;

        Reading(Place place) {
            super(place);
        }

        @Override
        public synchronized int read() throws IOException {
            check();
            return in.read();
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
            check();
            return in.read(buffer, offset, length);
        }

        private void check() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
        }

        @Override
        public synchronized void close() throws IOException {
            if (!closed) {
                closed = true;
                in.close();
            }
        }
    }

    /** A stream at a place; closing it leaves it there. */
    private final class Place extends FilterInputStream {
        private long position;

        Place(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            position += Math.max(0, read);
            if (read > 0 && position == size()) {
                // Reading the end is what compares the checksum.
                in.read();
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] away = new byte[8192];
            long left = count;
            while (left > 0) {
                int read = read(away, 0, (int) Math.min(away.length, left));
                if (read < 0) {
                    break;
                }
                left -= read;
            }
            return count - left;
        }

        @Override
        public void close() throws IOException {
            if (position == size()) {
                end();
            } else {
                keep(this);
            }
        }

        private void end() throws IOException {
            in.close();
        }
    }
}
