package io.jenkins.plugins.awsdevtools.localaws.ecs;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;

/**
 * ECS's errors. Every one has status 400.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html">Common errors</a>
 */
final class EcsErrors {
    private static final int BAD_REQUEST = 400;

    private EcsErrors() {}

    static AwsError client(String message) {
        return new AwsError("ClientException", BAD_REQUEST, message);
    }

    static AwsError parameter(String message) {
        return new AwsError("InvalidParameterException", BAD_REQUEST, message);
    }

    static AwsError noCluster() {
        return new AwsError("ClusterNotFoundException", BAD_REQUEST, "Cluster not found.");
    }

    static AwsError noService() {
        return new AwsError("ServiceNotFoundException", BAD_REQUEST, "Service not found.");
    }

    static AwsError notActive() {
        return new AwsError("ServiceNotActiveException", BAD_REQUEST, "Service was not ACTIVE.");
    }

    static AwsError noTaskSet() {
        return new AwsError("TaskSetNotFoundException", BAD_REQUEST, "TaskSet not found.");
    }
}
