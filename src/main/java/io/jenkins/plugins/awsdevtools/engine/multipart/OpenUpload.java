package io.jenkins.plugins.awsdevtools.engine.multipart;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A multipart upload that was neither completed nor aborted. */
public record OpenUpload(
        @JsonProperty("key") String key, @JsonProperty("id") String id) {}
