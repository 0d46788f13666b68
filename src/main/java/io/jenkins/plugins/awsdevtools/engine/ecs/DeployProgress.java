package io.jenkins.plugins.awsdevtools.engine.ecs;

/**
 * How a deployment stands.
 *
 * @param outcome null while it goes on
 */
public record DeployProgress(ServiceSnapshot service, DeployRecord record, DeployResult.Outcome outcome) {}
