package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.multipart.AskedUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of sending a bundle across restarts.
 *
 * @param stored the bundle, once it is there; null before. Kept so that what follows uses it and nothing is sent again.
 * @param uploads that are open. Kept so that a successor aborts them, for unfinished uploads are paid for.
 * @param asked for uploads whose id nobody was told. Kept so that they are looked for, also if the process dies meanwhile.
 */
public record SendRecord(
        @JsonProperty("stored") StoredBundle stored,
        @JsonProperty("uploads") List<OpenUpload> uploads,
        @JsonProperty("asked") List<AskedUpload> asked) {

    /** Nothing was sent yet. */
    static final SendRecord NONE = new SendRecord(null, List.of(), List.of());

    public SendRecord {
        uploads = uploads == null ? List.of() : List.copyOf(uploads);
        asked = asked == null ? List.of() : List.copyOf(asked);
    }

    /** What is read. Records of one upload, by {@code key} and {@code uploadId}, were written before there were lists. */
    @JsonCreator
    static SendRecord of(
            @JsonProperty("stored") StoredBundle stored,
            @JsonProperty("uploads") List<OpenUpload> uploads,
            @JsonProperty("asked") List<AskedUpload> asked,
            @JsonProperty("key") String key,
            @JsonProperty("uploadId") String uploadId) {
        List<OpenUpload> all = new ArrayList<>(uploads == null ? List.of() : uploads);
        if (uploadId != null) {
            all.add(new OpenUpload(key, uploadId));
        }
        return new SendRecord(stored, all, asked);
    }
}
