package io.jenkins.plugins.awsdevtools.engine.sync;

/**
 * A file of the folder.
 *
 * @param path below the folder, with slashes
 * @param modified milliseconds since 1970
 */
public record LocalFile(String path, long size, long modified) {}
