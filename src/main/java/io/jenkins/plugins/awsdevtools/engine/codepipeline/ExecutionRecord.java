package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is kept of an execution across restarts.
 *
 * @param marker the client request token. Kept so that a second try gets the same execution.
 * @param requested when the first try was made; kept because tries end after a while
 * @param executionId null until CodePipeline has answered; kept to follow the execution
 * @param aborting whether the execution is to be stopped as soon as it is known
 * @param log how far the log was printed
 * @param told the changes of stages and actions that stand in the log, or are printed next; kept so that each is told once
 * @param pending the newest of them, as its line; kept because a crash may come before it is printed. Null before the
 *     first.
 * @param retried how often a failed stage was tried again; kept because it is limited
 */
public record ExecutionRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("executionId") String executionId,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("log") LogPosition log,
        @JsonProperty("told") List<String> told,
        @JsonProperty("pending") String pending,
        @JsonProperty("retried") int retried)
        implements WorkRecord<ExecutionRecord> {

    public ExecutionRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        told = List.copyOf(told);
    }

    static ExecutionRecord fresh(String marker, Instant now) {
        return new ExecutionRecord(marker, now, null, false, null, List.of(), null, 0);
    }

    @Override
    public String remoteId() {
        return executionId;
    }

    @Override
    public ExecutionRecord withRemoteId(String id) {
        return new ExecutionRecord(marker, requested, id, aborting, log, told, pending, retried);
    }

    @Override
    public ExecutionRecord withAborting() {
        return new ExecutionRecord(marker, requested, executionId, true, log, told, pending, retried);
    }

    @Override
    public ExecutionRecord withLog(LogPosition position) {
        return new ExecutionRecord(marker, requested, executionId, aborting, position, told, pending, retried);
    }

    ExecutionRecord withTold(String change, String line) {
        List<String> more = new ArrayList<>(told);
        more.add(change);
        return new ExecutionRecord(marker, requested, executionId, aborting, log, more, line, retried);
    }

    ExecutionRecord withRetry() {
        return new ExecutionRecord(marker, requested, executionId, aborting, log, told, pending, retried + 1);
    }
}
