package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.util.Objects;

/** A pipeline as events name it: whatever becomes of one of its executions may concern the others, which it supersedes. */
public record PipelineKey(String pipeline) {

    public PipelineKey {
        Objects.requireNonNull(pipeline);
    }
}
