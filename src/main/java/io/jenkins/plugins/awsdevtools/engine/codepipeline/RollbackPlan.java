package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is kept of a rollback before it is asked for.
 *
 * @param known the rollbacks to the same target that there were; kept because one more tells that it was asked for
 */
public record RollbackPlan(@JsonProperty("known") List<String> known) {

    public RollbackPlan {
        known = List.copyOf(known);
    }
}
