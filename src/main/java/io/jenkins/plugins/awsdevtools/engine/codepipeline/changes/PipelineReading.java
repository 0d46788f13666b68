package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.List;
import java.util.Optional;

/**
 * What was read of one pipeline.
 *
 * @param observed oldest first
 * @param refusal why AWS does not tell, if it does not
 */
record PipelineReading(List<Observed> observed, Optional<AwsFailure> refusal) {

    PipelineReading {
        observed = List.copyOf(observed);
    }
}
