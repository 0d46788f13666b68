package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

/**
 * An artifact of a job.
 *
 * @param name as the pipeline calls it
 * @param bucket where it is, or is to be put
 * @param key of the object
 */
public record JobArtifact(String name, String bucket, String key) {}
