package io.jenkins.plugins.awsdevtools.engine.s3;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.multipart.AskedUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.util.List;

/**
 * What is kept of a transfer across restarts.
 *
 * @param marker kept as the token of the invalidation, so that there is one
 * @param uploads that are open; kept so that they are aborted after a restart
 * @param aborting kept so that an abort is not forgotten
 * @param planned what was to be changed, null if nothing or nobody asks; kept because after a restart it is found unchanged
 *     and is still to be invalidated
 * @param done how the job ended; null before that. Kept so that what follows it is done by the next process
 * @param asked for uploads whose id nobody was told; kept so that they are looked for, also if the process dies meanwhile
 */
public record DeployRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("uploads") List<OpenUpload> uploads,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("planned") Paths planned,
        @JsonProperty("done") Done done,
        @JsonProperty("asked") List<AskedUpload> asked) {

    public DeployRecord {
        uploads = List.copyOf(uploads);
        asked = asked == null ? List.of() : List.copyOf(asked);
    }

    /** One of a transfer that begins. */
    static DeployRecord of(String marker) {
        return new DeployRecord(marker, List.of(), false, null, null, List.of());
    }

    /** {@link ChangedPaths}. */
    public record Paths(
            @JsonProperty("files") List<String> files,
            @JsonProperty("folders") List<String> folders) {

        ChangedPaths paths() {
            return new ChangedPaths(files, folders);
        }
    }

    /** {@link SyncOutcome}. */
    public record Done(
            @JsonProperty("files") long files,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("unchanged") long unchanged,
            @JsonProperty("deleted") long deleted) {

        SyncOutcome outcome() {
            return new SyncOutcome(files, bytes, unchanged, deleted);
        }
    }
}
