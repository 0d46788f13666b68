package io.jenkins.plugins.awsdevtools.engine.codebuild;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import java.time.Duration;
import java.util.Objects;

/**
 * An attempt that was followed by another. Kept so that the search for the next one does not find it, to count, and for the
 * page.
 *
 * @param id {@code project:uuid}
 * @param name for people
 * @param reason why it ended badly, in a few words
 * @param seconds how long it took; 0 if AWS did not say
 * @param link its page in the AWS console; may be empty
 */
public record BuildAttempt(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("reason") String reason,
        @JsonProperty("seconds") long seconds,
        @JsonProperty("link") String link) {

    public BuildAttempt {
        Objects.requireNonNull(id);
    }

    static BuildAttempt of(BuildSnapshot build) {
        long seconds = build.started() == null || build.ended() == null
                ? 0
                : Duration.between(build.started(), build.ended()).toSeconds();
        return new BuildAttempt(
                build.id(),
                build.displayName(),
                build.status() + ", " + BuildTexts.reason(build),
                seconds,
                Links.build(build));
    }

    /** @param number of this attempt, from 1 */
    FlowFact fact(int number) {
        return new FlowFact(
                Texts.of("codebuild.attempt", number),
                Texts.of("codebuild.attempt.ended", name, reason, BuildTexts.shown(Duration.ofSeconds(seconds))),
                link);
    }
}
