package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.Objects;

/**
 * What is asked of CodeBuild for a batch.
 *
 * @param build what a build takes; {@code timeoutMinutes} is that of each build of the batch
 * @param config null for the project's
 */
public record BatchRequest(BuildRequest build, BatchConfig config) {

    /** @throws ParameterException naming an override that a build takes and a batch does not */
    public BatchRequest {
        Objects.requireNonNull(build);
        BuildOverrides overrides = build.overrides();
        EnvironmentOverride environment = overrides.environment();
        Checks.must(environment.fleet() == null, "fleet", environment.fleet(), "codebuild.batch.not");
        Checks.must(
                overrides.autoRetryLimit() == null,
                "autoRetryLimit",
                overrides.autoRetryLimit(),
                "codebuild.batch.not");
        SourceOverride source = overrides.source();
        Checks.must(source.statusContext() == null, "statusContext", source.statusContext(), "codebuild.batch.not");
        Checks.must(source.statusUrl() == null, "statusUrl", source.statusUrl(), "codebuild.batch.not");
    }

    /** The project's batch as it is set up. */
    public static BatchRequest of(String project) {
        return new BatchRequest(BuildRequest.of(project), null);
    }
}
