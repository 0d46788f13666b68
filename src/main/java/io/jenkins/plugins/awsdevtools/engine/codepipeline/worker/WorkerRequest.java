package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which jobs a worker takes, and how eagerly.
 *
 * @param type the action type it is the provider of
 * @param query the queryable property of the action type and the value that its jobs must have; empty if the type has none
 * @param batch how many jobs are fetched in a call, 1 to 100
 * @param most how many jobs may be unanswered at a time, 1 to 1000; what is more waits in CodePipeline
 * @param interval from one call to the next while there is nothing to do
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PollForJobs.html">PollForJobs</a>
 */
public record WorkerRequest(ActionType type, Optional<Query> query, int batch, int most, Duration interval) {

    /** "Pattern: [a-zA-Z0-9_-]+", at most 50 characters ({@code ActionConfigurationQueryableValue}). */
    private static final Pattern QUERY = Pattern.compile("([^=\\s]{1,50})=([A-Za-z0-9_-]{1,50})");

    /** PollForJobs names no largest batch; no page of CodePipeline has more. */
    public static final int LARGEST_BATCH = 100;

    /** So many jobs of one worker can be unanswered at a time. */
    public static final int MOST_JOBS = 1000;

    /** An account's calls are throttled; nobody needs to ask more often. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A property of jobs' configuration. */
    public record Query(String name, String value) {

        /** As PollForJobs takes it. */
        Map<String, String> parameter() {
            return Map.of(name, value);
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    /** @throws ParameterException naming the field */
    public WorkerRequest {
        Objects.requireNonNull(type);
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new ParameterException("maxBatchSize", batch, Texts.of("codepipeline.worker.batch", LARGEST_BATCH));
        }
        if (most < 1 || most > MOST_JOBS) {
            throw new ParameterException("maxJobs", most, Texts.of("codepipeline.worker.most", MOST_JOBS));
        }
        if (interval.compareTo(SHORTEST) < 0) {
            throw new ParameterException(
                    "pollSeconds", interval.toSeconds(), Texts.of("codepipeline.worker.interval", 1));
        }
    }

    /**
     * Whether there may be a job to ask for after something has happened. An action tells its type; a stage or a pipeline may
     * be followed by an action of any.
     *
     * @param actionType as events tell it, or empty
     */
    boolean isConcernedBy(String actionType) {
        return actionType.isEmpty() || actionType.equals(type.eventName());
    }

    /**
     * A query as a form has it, {@code Name=value}.
     *
     * @param text may be null or empty
     * @throws ParameterException if CodePipeline would refuse it
     */
    public static Optional<Query> query(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = QUERY.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ParameterException("queryParam", text, Texts.of("codepipeline.worker.query"));
        }
        return Optional.of(new Query(matcher.group(1), matcher.group(2)));
    }
}
