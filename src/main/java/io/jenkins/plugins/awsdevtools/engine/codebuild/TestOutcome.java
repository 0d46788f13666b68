package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.codebuild.model.TestCase;

/**
 * A test and how it went.
 *
 * @param suite may be empty
 * @param type the class or file it belongs to; may be empty
 * @param status {@code SUCCEEDED}, {@code FAILED}, {@code ERROR}, {@code SKIPPED} or {@code UNKNOWN}
 * @param message why it failed; may be empty
 */
public record TestOutcome(String suite, String type, String name, String status, Duration duration, String message) {

    static TestOutcome of(TestCase test) {
        return new TestOutcome(
                Objects.requireNonNullElse(test.testSuiteName(), ""),
                Objects.requireNonNullElse(test.prefix(), ""),
                Objects.requireNonNullElse(test.name(), ""),
                Objects.requireNonNullElse(test.status(), "UNKNOWN"),
                Duration.ofNanos(test.durationInNanoSeconds() == null ? 0 : test.durationInNanoSeconds()),
                Objects.requireNonNullElse(test.message(), ""));
    }
}
