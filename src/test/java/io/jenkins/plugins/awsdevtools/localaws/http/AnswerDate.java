package io.jenkins.plugins.awsdevtools.localaws.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The date of answers, by a given clock, written once a second. Thread safe. */
final class AnswerDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Written last = new Written(Long.MIN_VALUE, "");

    private record Written(long second, String text) {}

    AnswerDate(Clock clock) {
        this.clock = clock;
    }

    String text() {
        Instant now = clock.instant();
        long second = now.getEpochSecond();
        Written written = last;
        if (written.second() != second) {
            written = new Written(second, FORMAT.format(now));
            last = written;
        }
        return written.text();
    }
}
