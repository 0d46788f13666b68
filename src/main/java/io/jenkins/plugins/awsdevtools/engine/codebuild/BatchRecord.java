package io.jenkins.plugins.awsdevtools.engine.codebuild;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is kept of a batch across restarts.
 *
 * @param marker the idempotency token of StartBuildBatch and the value of the marker variable
 * @param requested when the first try of this attempt was made; kept because the token holds five minutes only
 * @param batchId null until CodeBuild has answered; kept to follow the batch
 * @param aborting whether the batch is to be stopped as soon as it is known
 * @param log how far the logs of the groups were printed; null before the first line
 * @param retried the id of the batch whose failed builds are tried again, or null. Kept so that a restart repeats the
 *     retry and does not start another batch.
 * @param attempts how many attempts were made, this one included; kept to count
 * @param printed the builds of former attempts; kept so that the log of a group that is not tried again is not printed
 *     again
 */
public record BatchRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("batchId") String batchId,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("log") LogPosition log,
        @JsonProperty("retried") String retried,
        @JsonProperty("attempts") int attempts,
        @JsonProperty("printed") List<String> printed)
        implements WorkRecord<BatchRecord> {

    public BatchRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        printed = printed == null ? List.of() : List.copyOf(printed);
    }

    static BatchRecord fresh(String marker, Instant now) {
        return new BatchRecord(marker, now, null, false, null, null, 1, List.of());
    }

    /** @param builds all that had been printed before {@code newLog} */
    BatchRecord again(Instant now, LogPosition newLog, List<String> builds) {
        return new BatchRecord(marker, now, null, aborting, newLog, batchId, attempts + 1, builds);
    }

    String token() {
        return attempts == 1 ? marker : marker + "-" + attempts;
    }

    @Override
    public String remoteId() {
        return batchId;
    }

    @Override
    public BatchRecord withRemoteId(String id) {
        return new BatchRecord(marker, requested, id, aborting, log, retried, attempts, printed);
    }

    @Override
    public BatchRecord withAborting() {
        return new BatchRecord(marker, requested, batchId, true, log, retried, attempts, printed);
    }

    @Override
    public BatchRecord withLog(LogPosition position) {
        return new BatchRecord(marker, requested, batchId, aborting, position, retried, attempts, printed);
    }
}
