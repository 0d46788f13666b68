package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockPublisherTest {

    private final AtomicInteger open = new AtomicInteger();

    private final class Bytes implements Content {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return "some bytes";
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long from) {
            open.incrementAndGet();
            return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from) {
                @Override
                public void close() throws IOException {
                    open.decrementAndGet();
                    super.close();
                }
            };
        }
    }

    /** Asks for so many blocks at first, and for one more with each. */
    private static final class Asking implements Flow.Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private final List<String> ends = new ArrayList<>();
        private final long first;
        private final int cancelAfter;
        private int blocks;
        private Flow.Subscription subscription;

        Asking(long first, int cancelAfter) {
            this.first = first;
            this.cancelAfter = cancelAfter;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(first);
        }

        @Override
        public void onNext(ByteBuffer block) {
            got.write(block.array(), block.position(), block.remaining());
            if (++blocks == cancelAfter) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            ends.add(failure.getMessage());
        }

        @Override
        public void onComplete() {
            ends.add("complete");
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aPieceArrivesInBlocksAndIsClosedHoweverManyAreAskedForAtOnce() {
        byte[] bytes = random(300_000);
        for (long first : List.of(1L, 2L, Long.MAX_VALUE)) {
            Asking asking = new Asking(first, Integer.MAX_VALUE);

            new BlockPublisher(new Bytes(bytes), 1000, 200_000).subscribe(asking);

            assertThat(asking.got.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 201_000));
            assertThat(asking.ends).containsExactly("complete");
            assertThat(asking.blocks).isEqualTo(4);
            assertThat(open).hasValue(0);
        }
    }

    @Test
    void aContentThatBecameShorterIsAnErrorAndIsClosed() {
        Asking asking = new Asking(1, Integer.MAX_VALUE);

        new BlockPublisher(new Bytes(random(100_000)), 0, 200_000).subscribe(asking);

        assertThat(asking.ends).containsExactly("some bytes became shorter while it was read");
        assertThat(open).hasValue(0);
    }

    @Test
    void aRequestThatIsGivenUpClosesItAndHearsNoMore() {
        Asking asking = new Asking(Long.MAX_VALUE, 2);

        new BlockPublisher(new Bytes(random(300_000)), 0, 300_000).subscribe(asking);

        assertThat(asking.blocks).isEqualTo(2);
        assertThat(asking.ends).isEmpty();
        assertThat(open).hasValue(0);
    }
}
