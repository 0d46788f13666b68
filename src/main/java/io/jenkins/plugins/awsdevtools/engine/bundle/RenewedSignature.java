package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.Objects;

/** The signature for one object, asked for anew when it has ended: once, however many ranges of the object wait for it. */
final class RenewedSignature {

    private final ObjectRequest request;
    private final ObjectFeed feed;
    private final Clock clock;
    private SignedRequest current;

    RenewedSignature(ObjectRequest request, ObjectFeed feed, Clock clock) {
        this.request = Objects.requireNonNull(request);
        this.feed = Objects.requireNonNull(feed);
        this.clock = Objects.requireNonNull(clock);
        this.current = request.signed();
    }

    /** For one range: each time it is asked again, what it got before counts as ended. */
    HttpMover.Signing ofOneRange() {
        return new HttpMover.Signing() {
            private SignedRequest before;

            @Override
            public SignedRequest sign() throws IOException {
                before = after(before);
                return before;
            }
        };
    }

    private synchronized SignedRequest after(SignedRequest ended) throws IOException {
        if (current.equals(ended) || !clock.instant().isBefore(current.expires())) {
            try {
                current = feed.sign(request.name());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(request.name());
            }
        }
        return current;
    }
}
