package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** Writes an answer to its place in a file; leads to the number of bytes. */
public final class RangeSubscriber implements BodySubscriber<Object> {

    private final CompletableFuture<Object> written = new CompletableFuture<>();
    private final FileChannel channel;
    private final long from;
    private final long end;
    private final LongConsumer reached;
    private long position;
    private Flow.Subscription subscription;

    /** Writes what S3 gives to a file that is there, from a place on; what it says instead becomes a text. */
    public static BodyHandler<Object> to(Path file, long from) {
        return answer -> answer.statusCode() / 100 == 2
                ? new RangeSubscriber(file, from, Long.MAX_VALUE, offset -> {})
                : BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), text -> (Object) text);
    }

    /** What is not wanted is not read: it fails at once. */
    static BodySubscriber<Object> refusing(IOException why) {
        return new BodySubscriber<>() {
            @Override
            public CompletionStage<Object> getBody() {
                return CompletableFuture.failedStage(why);
            }

            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.cancel();
            }

            @Override
            public void onNext(List<ByteBuffer> buffers) {
                // Was refused before.
            }

            @Override
            public void onError(Throwable failure) {
                // Was refused before.
            }

            @Override
            public void onComplete() {
                // Was refused before.
            }
        };
    }

    /**
     * @param end offset in the file that nothing may be written behind
     * @param reached told the offset behind what was written last
     */
    RangeSubscriber(Path file, long from, long end, LongConsumer reached) {
        this.from = from;
        this.end = end;
        this.reached = reached;
        this.position = from;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    @Override
    public CompletionStage<Object> getBody() {
        return written;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                if (buffer.remaining() > end - position) {
                    throw new IOException("more bytes than were asked for");
                }
                while (buffer.hasRemaining()) {
                    position += channel.write(buffer, position);
                }
            }
            reached.accept(position);
            subscription.request(1);
        } catch (IOException unwritable) {
            subscription.cancel();
            onError(unwritable);
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
        written.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
        written.complete(position - from);
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException unwritten) {
            written.completeExceptionally(unwritten);
        }
    }
}
