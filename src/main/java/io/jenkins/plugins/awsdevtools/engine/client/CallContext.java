package io.jenkins.plugins.awsdevtools.engine.client;

/**
 * What was called when something failed.
 *
 * @param operation in IAM's spelling, for example {@code codebuild:StartBuild}
 * @param resource as the user knows it; may be empty
 * @param region where the call went
 */
public record CallContext(String operation, String resource, String region) {}
