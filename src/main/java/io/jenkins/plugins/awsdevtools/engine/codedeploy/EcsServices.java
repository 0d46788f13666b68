package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codedeploy.model.ECSService;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/**
 * What the service of a deployment group for ECS runs. Stages fail with {@link AwsFailureException}, which names the
 * operation that failed.
 */
record EcsServices(AwsClients clients, AwsAccess access) {

    /** The ARN of the task definition of the task set that has the traffic. */
    CompletionStage<String> runningTaskDefinition(DeploymentRequest request) {
        return told(
                        clients.codeDeploy(access)
                                .getDeploymentGroup(group -> group.applicationName(request.application())
                                        .deploymentGroupName(request.group())),
                        "codedeploy:GetDeploymentGroup",
                        request.shown())
                .thenCompose(answer -> answer.deploymentGroupInfo().ecsServices().stream()
                        .findFirst()
                        .map(this::runningTaskDefinition)
                        .orElseGet(() -> CompletableFuture.failedFuture(none(request.shown()))));
    }

    private CompletionStage<String> runningTaskDefinition(ECSService service) {
        String name = service.clusterName() + "/" + service.serviceName();
        return told(
                        clients.ecs(access).describeServices(describe -> describe.cluster(service.clusterName())
                                .services(service.serviceName())),
                        "ecs:DescribeServices",
                        name)
                .thenApply(answer -> answer.services().stream()
                        .flatMap(found -> found.taskSets().stream())
                        .filter(set -> "PRIMARY".equals(set.status()))
                        .map(TaskSet::taskDefinition)
                        .findFirst()
                        .orElseThrow(() -> none(name)));
    }

    private static AwsFailureException none(String name) {
        return new AwsFailureException(AwsFailure.notFound(
                "ecs:DescribeServices",
                Texts.of("codedeploy.taskDefinition.noService", name),
                Texts.of("codedeploy.taskDefinition.noService.advice")));
    }

    private <A> CompletionStage<A> told(CompletionStage<A> call, String operation, String resource) {
        return call.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                        failure,
                        new CallContext(operation, resource, access.region().id())))));
    }
}
