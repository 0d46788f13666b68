package io.jenkins.plugins.awsdevtools.engine.multipart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A multipart upload that may have begun, though nobody was told its id.
 *
 * @param time at which it was asked for, milliseconds since 1970 by AWS's clock
 */
public record AskedUpload(
        @JsonProperty("key") String key,
        @JsonProperty("time") long time) {

    Instant at() {
        return Instant.ofEpochMilli(time);
    }
}
