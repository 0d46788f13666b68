package io.jenkins.plugins.awsdevtools.engine.s3;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is kept of a deployment across restarts.
 *
 * @param marker kept as the token of the invalidation, so that there is one
 * @param uploads that are open; kept so that they are aborted after a restart
 * @param aborting kept so that an abort is not forgotten
 */
public record DeployRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("uploads") List<Upload> uploads,
        @JsonProperty("aborting") boolean aborting) {

    public DeployRecord {
        uploads = List.copyOf(uploads);
    }

    /** A multipart upload that was neither completed nor aborted. */
    public record Upload(
            @JsonProperty("key") String key,
            @JsonProperty("id") String id) {}
}
