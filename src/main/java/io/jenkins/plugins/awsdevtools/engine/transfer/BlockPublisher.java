package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The first bytes of a stream in blocks of 64 KiB, each read when it is asked for, on the thread that asks. The JDK's own
 * publisher of a stream takes a quarter of that at a time, and leaves the stream open when the request is given up.
 */
final class BlockPublisher implements Flow.Publisher<ByteBuffer> {

    private static final int BLOCK = 64 * 1024;

    private final Content content;
    private final long from;
    private final long length;

    BlockPublisher(Content content, long from, long length) {
        this.content = content;
        this.from = from;
        this.length = length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Reading reading = new Reading(subscriber);
        subscriber.onSubscribe(reading);
    }

    /** One time that the bytes are read, to their end, to a failure or until cancelled. */
    private final class Reading implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private InputStream in;
        private long left = length;
        private volatile boolean ended;

        Reading(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long more) {
            if (more <= 0) {
                end();
                subscriber.onError(new IllegalArgumentException("request(" + more + ")"));
                return;
            }
            // Whoever finds nothing wanted publishes, also what is asked for meanwhile.
            if (wanted.getAndAccumulate(more, Reading::sum) == 0) {
                do {
                    publish();
                } while (wanted.decrementAndGet() > 0 && !ended);
            }
        }

        private static long sum(long one, long other) {
            return one + other < 0 ? Long.MAX_VALUE : one + other;
        }

        private void publish() {
            if (ended) {
                return;
            }
            try {
                ByteBuffer block = read();
                if (!ended) {
                    subscriber.onNext(block);
                }
                if (left == 0 && !ended) {
                    end();
                    subscriber.onComplete();
                }
            } catch (IOException failed) {
                if (!ended) {
                    end();
                    subscriber.onError(failed);
                }
            }
        }

        private ByteBuffer read() throws IOException {
            if (in == null) {
                in = content.open(from);
            }
            byte[] block = new byte[(int) Math.min(BLOCK, left)];
            int read = in.readNBytes(block, 0, block.length);
            if (read < block.length) {
                throw Body.shorter(content);
            }
            left -= read;
            return ByteBuffer.wrap(block);
        }

        @Override
        public void cancel() {
            end();
        }

        private void end() {
            ended = true;
            try {
                if (in != null) {
                    in.close();
                }
            } catch (IOException unread) {
                // What was read was sent, and nothing more is wanted of it.
                left = 0;
            }
        }
    }
}
