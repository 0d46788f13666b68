package io.jenkins.plugins.awsdevtools.engine.codebuild;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is kept of a build across restarts.
 *
 * @param marker the idempotency token of StartBuild and the value of the marker variable. Kept so that a second try gets
 *     the same build, or finds it.
 * @param requested when the first try was made; kept because the token holds five minutes only, and because it bounds
 *     the search for the build.
 * @param buildId null until CodeBuild has answered; kept to follow the build.
 * @param aborting whether the build is to be stopped as soon as it is known; kept so that an abort is finished by
 *     whoever comes after a restart.
 * @param log how far the log was printed; null before the first line.
 * @param earlier attempts before this one, oldest first
 */
public record BuildRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("buildId") String buildId,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("log") LogPosition log,
        @JsonProperty("earlier") List<BuildAttempt> earlier)
        implements WorkRecord<BuildRecord> {

    public BuildRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    /** A first attempt. */
    public BuildRecord(String marker, Instant requested, String buildId, boolean aborting, LogPosition log) {
        this(marker, requested, buildId, aborting, log, List.of());
    }

    /** Another attempt, with a log of its own. */
    BuildRecord again(BuildAttempt ended, Instant now, LogPosition newLog) {
        List<BuildAttempt> all = new ArrayList<>(earlier);
        all.add(ended);
        return new BuildRecord(marker, now, null, aborting, newLog, all);
    }

    /** The token of the call that starts this attempt. */
    String token() {
        return earlier.isEmpty() ? marker : marker + "-" + (earlier.size() + 1);
    }

    /** The ids of the attempts before this one, oldest first. */
    List<String> previous() {
        return earlier.stream().map(BuildAttempt::id).toList();
    }

    static BuildRecord fresh(String marker, Instant now) {
        return new BuildRecord(marker, now, null, false, null);
    }

    @Override
    public String remoteId() {
        return buildId;
    }

    @Override
    public BuildRecord withRemoteId(String id) {
        return new BuildRecord(marker, requested, id, aborting, log, earlier);
    }

    @Override
    public BuildRecord withAborting() {
        return new BuildRecord(marker, requested, buildId, true, log, earlier);
    }

    @Override
    public BuildRecord withLog(LogPosition position) {
        return new BuildRecord(marker, requested, buildId, aborting, position, earlier);
    }
}
