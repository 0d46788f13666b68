package io.jenkins.plugins.awsdevtools.engine.client;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * What time it is in AWS, learnt from the {@code Date} of its answers, whether they were good or not. The SDK does the
 * same for what it signs; this is for what is signed without it. Safe for use by many threads.
 */
final class AwsTime {

    /** A difference below this may be the answer's way; signatures are accepted for 15 minutes. */
    private static final Duration NOTICEABLE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Optional<URI>, Duration> offsets = new ConcurrentHashMap<>();

    AwsTime(Clock clock) {
        this.clock = clock;
    }

    boolean isKnown(Optional<URI> endpoint) {
        return offsets.containsKey(endpoint);
    }

    Instant now(Optional<URI> endpoint) {
        return clock.instant().plus(offsets.getOrDefault(endpoint, Duration.ZERO));
    }

    private void heard(Optional<URI> endpoint, String date) {
        try {
            Duration offset = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            offsets.put(endpoint, offset.abs().compareTo(NOTICEABLE) < 0 ? Duration.ZERO : offset);
        } catch (DateTimeException notADate) {
            offsets.putIfAbsent(endpoint, Duration.ZERO);
        }
    }

    /** Listens to the answers of a client. */
    ExecutionInterceptor listener(Optional<URI> endpoint) {
        return new ExecutionInterceptor() {
            @Override
            public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
                context.httpResponse().firstMatchingHeader("Date").ifPresent(date -> heard(endpoint, date));
            }
        };
    }
}
