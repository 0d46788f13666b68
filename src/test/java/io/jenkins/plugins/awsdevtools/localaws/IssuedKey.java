package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A key that AWS gave out and what it knows of it.
 *
 * @param key the pair
 * @param caller whom it speaks for
 * @param sessionToken present for temporary credentials; a request must carry exactly this
 * @param expiration when temporary credentials end, by the clock of the {@link LocalAws}
 * @param sessionTags the tags the session was assumed with
 */
public record IssuedKey(
        AccessKey key,
        Caller caller,
        Optional<String> sessionToken,
        Optional<Instant> expiration,
        Map<String, String> sessionTags) {

    public IssuedKey {
        sessionTags = Map.copyOf(sessionTags);
    }

    /** Whether the credentials have ended at this instant. */
    public boolean expiredAt(Instant now) {
        return expiration.isPresent() && !now.isBefore(expiration.get());
    }
}
