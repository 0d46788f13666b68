package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.util.Map;
import java.util.Optional;

/** Which service a request is really for, so that a signature scoped to another is refused. */
final class TargetPrefixes {
    /** What stands before the dot in {@code X-Amz-Target}, from the services' API models. */
    private static final Map<String, String> SERVICES = Map.of(
            "CodeBuild_20161006", "codebuild",
            "Logs_20140328", "logs",
            "CodeCommit_20150413", "codecommit",
            "CodeDeploy_20141006", "codedeploy",
            "CodePipeline_20150709", "codepipeline",
            "AmazonEC2ContainerServiceV20141113", "ecs",
            "AmazonSQS", "sqs",
            "AWSEvents", "events");

    private TargetPrefixes() {}

    /** The service of a JSON or query request, where that can be told; STS is the only query service here. */
    static Optional<String> serviceOf(RequestHead head, Protocol protocol) {
        return switch (protocol) {
            case JSON -> {
                String target = head.header("x-amz-target").orElse("");
                int dot = target.indexOf('.');
                yield Optional.ofNullable(SERVICES.get(dot < 0 ? "" : target.substring(0, dot)));
            }
            case QUERY -> Optional.of("sts");
            case REST_XML -> Optional.empty();
        };
    }
}
