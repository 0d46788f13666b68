package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.Body;
import io.jenkins.plugins.awsdevtools.engine.transfer.Crew;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.Movers;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Sends a stream of unknown length as the parts of one object of S3, several at a time, each with its MD5. Each thread reads
 * the next part and sends it while the others read and send theirs. Memory: {@link PartBuffers}. The thread that waits may be
 * interrupted.
 */
final class PartUpload {

    /** An object has at most so many ("Amazon S3 multipart upload limits", Amazon S3 User Guide). */
    private static final int MOST_PARTS = 10_000;

    private static final String MD5 = "Content-MD5";

    private final BundleReceiver receiver;
    private final int parallel;
    private final LongConsumer progress;
    private final AtomicLong sent = new AtomicLong();
    private final PartBuffers buffers = new PartBuffers();
    private final SortedMap<Integer, String> etags = new ConcurrentSkipListMap<>();

    private List<SignedRequest> signed = List.of();
    private int signedFrom = 1;
    private int last;
    /** Asked without the lock, whose holder may wait for long. */
    private volatile boolean ended;

    /** @param progress told how many bytes were sent, every few seconds */
    PartUpload(BundleReceiver receiver, int parallel, LongConsumer progress) {
        this.receiver = Objects.requireNonNull(receiver);
        this.parallel = parallel;
        this.progress = Objects.requireNonNull(progress);
    }

    /** How many bytes were sent so far. */
    long sent() {
        return sent.get();
    }

    /** @return the ETags of the parts in their order */
    List<String> send(InputStream in) throws IOException, InterruptedException {
        try (Movers movers = new Movers(parallel)) {
            Callable<Void> next = () -> {
                sendNext(in, movers.mover());
                return null;
            };
            new Crew(parallel).work(new Repeated<>(next, () -> ended), () -> progress.accept(sent.get()));
        }
        return List.copyOf(etags.values());
    }

    private void sendNext(InputStream in, HttpMover mover) throws IOException, InterruptedException {
        BundlePart part = null;
        try {
            SignedRequest request;
            synchronized (this) {
                if (ended) {
                    return;
                }
                int number = last + 1;
                part = buffers.take(number);
                ended = part.fill(number, in);
                if (part.size() == 0 && number > 1) {
                    return;
                }
                if (number > MOST_PARTS) {
                    throw new BundleException("bundle.tooLarge", sent.get());
                }
                request = request(number);
                last = number;
            }
            send(part, request, mover);
        } finally {
            if (part != null) {
                buffers.giveBack(part);
            }
        }
    }

    /** Takes no lock: who holds it may wait for the buffer of this part. */
    private void send(BundlePart part, SignedRequest request, HttpMover mover)
            throws IOException, InterruptedException {
        Body body = Body.all(part);
        String md5 = Body.base64(body.md5());
        HttpMover.Answer answer =
                mover.put(request.with(MD5, md5), () -> again(part.number()).with(MD5, md5), body);
        sent.addAndGet(part.size());
        etags.put(part.number(), answer.etag());
    }

    /** Several are signed at once, for it is asked through the channel. */
    private SignedRequest request(int number) throws IOException, InterruptedException {
        if (number >= signedFrom + signed.size()) {
            signed = receiver.sign(number, parallel);
            signedFrom = number;
        }
        return signed.get(number - signedFrom);
    }

    private SignedRequest again(int number) throws IOException {
        try {
            return receiver.sign(number, 1).get(0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
