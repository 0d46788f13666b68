package io.jenkins.plugins.awsdevtools.localaws;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a {@link LocalAws} is started.
 *
 * @param port the loopback port, 0 for a free one
 * @param clock the time everything is judged by: signatures, sessions, presigned URLs, dates in answers
 * @param accountId twelve digits
 * @param region the region people are told to use; any other works as well
 * @param home where objects and builds are kept; empty for a temporary folder that is deleted on close
 * @param signaturesRequired whether a call without a valid signature is refused, as AWS does
 * @param random where key ids and secrets come from; has to be thread safe
 */
public record LocalAwsSettings(
        int port,
        Clock clock,
        String accountId,
        String region,
        Optional<Path> home,
        boolean signaturesRequired,
        RandomGenerator random) {

    /** A free port, the system's clock, account 123456789012, region eu-west-1, signatures required. */
    public static LocalAwsSettings defaults() {
        return new LocalAwsSettings(
                0, Clock.systemUTC(), "123456789012", "eu-west-1", Optional.empty(), true, new SecureRandom());
    }

    public LocalAwsSettings withPort(int newPort) {
        return new LocalAwsSettings(newPort, clock, accountId, region, home, signaturesRequired, random);
    }

    public LocalAwsSettings withClock(Clock newClock) {
        return new LocalAwsSettings(port, newClock, accountId, region, home, signaturesRequired, random);
    }

    public LocalAwsSettings withAccountId(String newAccountId) {
        return new LocalAwsSettings(port, clock, newAccountId, region, home, signaturesRequired, random);
    }

    public LocalAwsSettings withHome(Path newHome) {
        return new LocalAwsSettings(port, clock, accountId, region, Optional.of(newHome), signaturesRequired, random);
    }

    public LocalAwsSettings withSignaturesRequired(boolean required) {
        return new LocalAwsSettings(port, clock, accountId, region, home, required, random);
    }
}
