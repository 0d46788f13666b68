package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * The operations on task definitions, for one identity. Stages fail with {@link AwsFailureException}, which names the
 * operation that failed.
 */
public final class TaskDefinitions {

    /** How far the clocks of AWS and this controller may be apart; AWS itself refuses signatures beyond it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    /** A revision of which no answer came is among the newest; others may have registered some since. */
    private static final int MOST_LOOKED_AT = 20;

    private final AwsClients clients;
    private final AwsAccess access;

    public TaskDefinitions(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * Registers a revision.
     *
     * @return its ARN
     */
    public CompletionStage<String> register(RegisterTaskDefinitionRequest request) {
        return told(
                        clients.ecs(access.withOneAttempt()).registerTaskDefinition(request),
                        "ecs:RegisterTaskDefinition",
                        request.family())
                .thenApply(answer -> answer.taskDefinition().taskDefinitionArn());
    }

    /**
     * Looks for the revision with a marker, newest first, until they are older than the request.
     *
     * @param requested when registering was first asked for, by this controller's clock
     * @return its ARN
     */
    public CompletionStage<Optional<String>> findMarked(String family, String marker, Instant requested) {
        return told(
                        client().listTaskDefinitions(request -> request.familyPrefix(family)
                                .status(TaskDefinitionStatus.ACTIVE)
                                .sort(SortOrder.DESC)
                                .maxResults(MOST_LOOKED_AT)),
                        "ecs:ListTaskDefinitions",
                        family)
                .thenCompose(answer -> findMarked(answer.taskDefinitionArns(), 0, marker, requested.minus(CLOCK_SKEW)));
    }

    private CompletionStage<Optional<String>> findMarked(
            List<String> arns, int index, String marker, Instant notBefore) {
        if (index == arns.size()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return describe(arns.get(index)).thenCompose(definition -> {
            if (hasMarker(definition, marker)) {
                return CompletableFuture.completedFuture(Optional.of(definition.taskDefinitionArn()));
            }
            boolean older = definition.registeredAt() != null
                    && definition.registeredAt().isBefore(notBefore);
            return older
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : findMarked(arns, index + 1, marker, notBefore);
        });
    }

    private static boolean hasMarker(TaskDefinition definition, String marker) {
        return definition.containerDefinitions().stream()
                .anyMatch(container -> marker.equals(container.dockerLabels().get(TaskDefinitionChange.MARKER_LABEL)));
    }

    /**
     * The request that would register a revision again.
     *
     * @param name a family for its newest active revision, {@code family:revision}, or an ARN
     */
    public CompletionStage<RegisterTaskDefinitionRequest> template(String name) {
        return told(
                        client().describeTaskDefinition(
                                        request -> request.taskDefinition(name).include(TaskDefinitionField.TAGS)),
                        "ecs:DescribeTaskDefinition",
                        name)
                .thenApply(answer -> TaskDefinitionTemplate.of(answer.taskDefinition(), answer.tags()));
    }

    /** The ARN of a revision, looked up. */
    public CompletionStage<String> arn(String name) {
        return describe(name).thenApply(TaskDefinition::taskDefinitionArn);
    }

    /**
     * The families that have active revisions, for drop-downs.
     *
     * @param most where to stop
     */
    public CompletionStage<List<String>> families(int most) {
        return families(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> families(List<String> names, String token, int most) {
        return told(
                        client().listTaskDefinitionFamilies(request -> request.status(TaskDefinitionFamilyStatus.ACTIVE)
                                .nextToken(token)),
                        "ecs:ListTaskDefinitionFamilies",
                        "")
                .thenCompose(page -> {
                    names.addAll(page.families());
                    return page.nextToken() == null || names.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : families(names, page.nextToken(), most);
                });
    }

    /** The names of its containers, for drop-downs. */
    public CompletionStage<List<String>> containers(String name) {
        return describe(name).thenApply(definition -> definition.containerDefinitions().stream()
                .map(container -> container.name())
                .toList());
    }

    /** Where the containers of a revision write their logs. */
    public CompletionStage<List<ContainerLog>> logs(String name) {
        return describe(name).thenApply(definition -> definition.containerDefinitions().stream()
                .map(ContainerLog::of)
                .flatMap(Optional::stream)
                .toList());
    }

    private CompletionStage<TaskDefinition> describe(String name) {
        return told(
                        client().describeTaskDefinition(request -> request.taskDefinition(name)),
                        "ecs:DescribeTaskDefinition",
                        name)
                .thenApply(answer -> answer.taskDefinition());
    }

    private <A> CompletionStage<A> told(CompletionStage<A> call, String operation, String resource) {
        return call.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                        failure,
                        new CallContext(operation, resource, access.region().id())))));
    }

    private EcsAsyncClient client() {
        return clients.ecs(access);
    }
}
