package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.Objects;

/**
 * What is kept of an execution across restarts.
 *
 * @param marker the client request token. Kept so that a second try gets the same execution.
 * @param requested when the first try was made; kept because tries end after a while
 * @param executionId null until CodePipeline has answered; kept to follow the execution
 * @param aborting whether the execution is to be stopped as soon as it is known
 * @param telling what stands in the log
 * @param retried how often a failed stage was tried again; kept because it is limited
 * @param retry the retry whose answer is awaited; kept because a killed process may have asked for it. Null if there is none
 */
public record ExecutionRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("executionId") String executionId,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("telling") Telling telling,
        @JsonProperty("retried") int retried,
        @JsonProperty("retry") RetryPlan retry)
        implements WorkRecord<ExecutionRecord> {

    public ExecutionRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        telling = telling == null ? Telling.NOTHING : telling;
    }

    static ExecutionRecord fresh(String marker, Instant now) {
        return new ExecutionRecord(marker, now, null, false, Telling.NOTHING, 0, null);
    }

    @Override
    public String remoteId() {
        return executionId;
    }

    @Override
    public LogPosition log() {
        return telling.log();
    }

    @Override
    public ExecutionRecord withRemoteId(String id) {
        return new ExecutionRecord(marker, requested, id, aborting, telling, retried, retry);
    }

    @Override
    public ExecutionRecord withAborting() {
        return new ExecutionRecord(marker, requested, executionId, true, telling, retried, retry);
    }

    @Override
    public ExecutionRecord withLog(LogPosition position) {
        return withTelling(telling.at(position));
    }

    ExecutionRecord withTelling(Telling now) {
        return new ExecutionRecord(marker, requested, executionId, aborting, now, retried, retry);
    }

    ExecutionRecord withRetry(RetryPlan plan) {
        return new ExecutionRecord(marker, requested, executionId, aborting, telling, retried + 1, plan);
    }

    ExecutionRecord withRetryAnswered() {
        return new ExecutionRecord(marker, requested, executionId, aborting, telling, retried, null);
    }
}
