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

/** Writes an answer to its place in a file; leads to the number of bytes. */
public final class RangeSubscriber implements BodySubscriber<Object> {

    private final CompletableFuture<Object> written = new CompletableFuture<>();
    private final FileChannel channel;
    private final long from;
    private long position;
    private Flow.Subscription subscription;

    /** Writes what S3 gives to a file that is there, from a place on; what it says instead becomes a text. */
    public static BodyHandler<Object> to(Path file, long from) {
        return answer -> answer.statusCode() / 100 == 2
                ? new RangeSubscriber(file, from)
                : BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), text -> (Object) text);
    }

    private RangeSubscriber(Path file, long from) {
        this.from = from;
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
                while (buffer.hasRemaining()) {
                    position += channel.write(buffer, position);
                }
            }
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
