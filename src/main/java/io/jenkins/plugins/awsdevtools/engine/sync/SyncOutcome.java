package io.jenkins.plugins.awsdevtools.engine.sync;

import java.io.Serializable;

/**
 * What a job did, or would have done.
 *
 * @param files sent or received
 */
public record SyncOutcome(long files, long bytes, long unchanged, long deleted) implements Serializable {}
