package io.jenkins.plugins.awsdevtools.engine.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * Credentials that are got anew before they expire, without holding a thread. At most one renewal is under way; while
 * it is, and if it fails, the former credentials are used for as long as they hold.
 */
final class RefreshingCredentials implements IdentityProvider<AwsCredentialsIdentity> {

    /** Renewed this long before they expire; a session is 15 minutes at least. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** How long credentials without an expiry are used before their keeper is asked again. */
    private static final Duration UNDATED_LIFE = Duration.ofMinutes(5);

    /** Refused credentials are kept at least this long, so that many calls refused at once ask for new ones once. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Supplier<CompletionStage<? extends AwsCredentialsIdentity>> source;
    private final Clock clock;
    private CompletableFuture<AwsCredentialsIdentity> renewal;
    private AwsCredentialsIdentity current;
    private Instant renewAt = Instant.MIN;
    private Instant endsAt = Instant.MIN;
    private Instant gotAt = Instant.MIN;

    RefreshingCredentials(Supplier<CompletionStage<? extends AwsCredentialsIdentity>> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Class<AwsCredentialsIdentity> identityType() {
        return AwsCredentialsIdentity.class;
    }

    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
        Instant now = clock.instant();
        CompletableFuture<AwsCredentialsIdentity> begun = null;
        CompletableFuture<AwsCredentialsIdentity> answer;
        synchronized (this) {
            if (now.isBefore(renewAt)) {
                return CompletableFuture.completedFuture(current);
            }
            if (renewal == null) {
                begun = new CompletableFuture<>();
                renewal = begun;
            }
            answer = now.isBefore(endsAt) ? CompletableFuture.completedFuture(current) : renewal.copy();
        }
        if (begun != null) {
            renew(begun);
        }
        return answer;
    }

    /** AWS refused the credentials: they are not used again, unless they are only just here. */
    synchronized void invalidate() {
        Instant settled = gotAt.equals(Instant.MIN) ? Instant.MIN : gotAt.plus(SETTLING);
        renewAt = earlier(renewAt, settled);
        endsAt = earlier(endsAt, settled);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void renew(CompletableFuture<AwsCredentialsIdentity> begun) {
        CompletionStage<? extends AwsCredentialsIdentity> call;
        try {
            call = source.get();
        } catch (RuntimeException refused) { // no credentials at all; the caller is told as of a failed call
            call = CompletableFuture.failedFuture(refused);
        }
        call.whenComplete((renewed, failure) -> {
            synchronized (this) {
                renewal = null;
                if (failure == null) {
                    Instant now = clock.instant();
                    current = renewed;
                    gotAt = now;
                    endsAt = renewed.expirationTime().orElse(now.plus(UNDATED_LIFE.multipliedBy(2)));
                    renewAt = renewed.expirationTime()
                            .map(end -> end.minus(AHEAD))
                            .orElse(now.plus(UNDATED_LIFE));
                }
            }
            if (failure == null) {
                begun.complete(renewed);
            } else {
                begun.completeExceptionally(failure);
            }
        });
    }
}
