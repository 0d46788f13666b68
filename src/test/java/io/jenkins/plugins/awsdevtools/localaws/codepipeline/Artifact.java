package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

/**
 * What an action handed on: an object of the pipeline's bucket.
 *
 * @param revision what it was made of, such as a commit; empty if nobody says
 * @param summary of the revision, such as a commit's message
 */
record Artifact(String name, String bucket, String key, String revision, String summary) {

    Artifact withRevision(String newRevision, String newSummary) {
        return new Artifact(name, bucket, key, newRevision, newSummary);
    }

    /** The same artifact at a place that its job's id tells. */
    Artifact at(String pipeline, String jobId) {
        return new Artifact(name, bucket, pipeline + "/" + name + "/" + jobId.substring(0, 7), revision, summary);
    }
}
