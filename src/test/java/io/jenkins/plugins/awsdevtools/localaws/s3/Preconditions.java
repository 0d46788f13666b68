package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Conditional requests as S3 judges them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">Add preconditions to
 *     S3 operations with conditional requests</a>
 */
record Preconditions(
        Optional<String> ifMatch,
        Optional<String> ifNoneMatch,
        Optional<Instant> ifModifiedSince,
        Optional<Instant> ifUnmodifiedSince) {

    /** What a read comes to. */
    enum Outcome {
        GO_ON,
        NOT_MODIFIED
    }

    /** Those of the request itself (empty prefix) or of a copy's source ({@code x-amz-copy-source-}). */
    static Preconditions of(RequestHead head, String prefix) {
        return new Preconditions(
                head.header(prefix + "if-match"),
                head.header(prefix + "if-none-match"),
                head.header(prefix + "if-modified-since").flatMap(Preconditions::date),
                head.header(prefix + "if-unmodified-since").flatMap(Preconditions::date));
    }

    /**
     * Judges a read.
     *
     * @throws io.jenkins.plugins.awsdevtools.localaws.AwsError {@code PreconditionFailed}
     */
    Outcome judgeRead(StoredObject object) {
        Instant modified = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
        if (ifMatch.isPresent()) {
            if (!matches(ifMatch.get(), object)) {
                throw S3Errors.preconditionFailed("If-Match");
            }
        } else if (ifUnmodifiedSince.isPresent() && modified.isAfter(ifUnmodifiedSince.get())) {
            throw S3Errors.preconditionFailed("If-Unmodified-Since");
        }
        if (ifNoneMatch.isPresent()) {
            return matches(ifNoneMatch.get(), object) ? Outcome.NOT_MODIFIED : Outcome.GO_ON;
        }
        return ifModifiedSince.isPresent() && !modified.isAfter(ifModifiedSince.get())
                ? Outcome.NOT_MODIFIED
                : Outcome.GO_ON;
    }

    /** Judges a copy's source: what would not be modified fails. */
    void judgeCopySource(StoredObject source) {
        if (judgeRead(source) == Outcome.NOT_MODIFIED) {
            throw S3Errors.preconditionFailed("x-amz-copy-source-If-None-Match");
        }
    }

    /** Judges a write: {@code If-None-Match: *} wants no object there, {@code If-Match} this one. */
    void judgeWrite(Optional<StoredObject> current, String key) {
        if (ifNoneMatch.isPresent()) {
            if (!ifNoneMatch.get().equals("*")) {
                throw S3Errors.notImplemented("If-None-Match");
            }
            if (current.isPresent()) {
                throw S3Errors.preconditionFailed("If-None-Match");
            }
        }
        if (ifMatch.isPresent()) {
            StoredObject object = current.orElseThrow(() -> S3Errors.noSuchKey(key));
            if (!matches(ifMatch.get(), object)) {
                throw S3Errors.preconditionFailed("If-Match");
            }
        }
    }

    private static boolean matches(String etags, StoredObject object) {
        return Arrays.stream(etags.split(","))
                .map(String::trim)
                .map(etag -> etag.startsWith("W/") ? etag.substring(2) : etag)
                .map(etag -> etag.replace("\"", ""))
                .anyMatch(etag -> etag.equals("*") || etag.equals(object.etag()));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
