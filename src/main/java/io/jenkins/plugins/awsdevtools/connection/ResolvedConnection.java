package io.jenkins.plugins.awsdevtools.connection;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;

/**
 * A connection as a run uses it.
 *
 * @param name of the connection
 */
public record ResolvedConnection(String name, AwsAccess access) {}
