package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.logs.CloudWatchLog;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerLog;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The tasks of a deployment that stopped by themselves, and the end of their logs. ECS keeps a stopped task for an hour
 * (DescribeTasks, ECS API Reference).
 */
record FailedTasks(AwsClients clients, AwsAccess access, ReadBudget budget, int lastLines) {

    /** What the scheduler says of a task that it stops because it is not needed. */
    private static final String NOT_NEEDED = "Scaling activity initiated";

    /**
     * The newest, newest first.
     *
     * @param most how many at most
     * @return fails with whatever the SDK threw
     */
    CompletionStage<List<FailedTask>> read(ServiceSnapshot service, String deploymentId, String definition, int most) {
        return clients.ecs(access)
                .listTasks(request -> request.cluster(service.cluster())
                        .serviceName(service.name())
                        .desiredStatus(DesiredStatus.STOPPED))
                .thenCompose(listed -> listed.taskArns().isEmpty()
                        ? CompletableFuture.completedFuture(List.<Task>of())
                        : clients.ecs(access)
                                .describeTasks(request ->
                                        request.cluster(service.cluster()).tasks(listed.taskArns()))
                                .thenApply(answer -> answer.tasks()))
                .thenCompose(tasks -> withLogs(
                        tasks.stream()
                                .filter(task -> deploymentId.equals(task.startedBy()))
                                .filter(task -> "STOPPED".equals(task.lastStatus()))
                                .filter(task -> task.stoppedReason() == null
                                        || !task.stoppedReason().startsWith(NOT_NEEDED))
                                .sorted(Comparator.comparing(FailedTasks::stopped)
                                        .reversed())
                                .limit(most)
                                .toList(),
                        service,
                        definition));
    }

    private static Instant stopped(Task task) {
        return task.stoppedAt() == null ? Instant.EPOCH : task.stoppedAt();
    }

    private CompletionStage<List<FailedTask>> withLogs(List<Task> tasks, ServiceSnapshot service, String definition) {
        if (tasks.isEmpty() || lastLines == 0) {
            return CompletableFuture.completedFuture(
                    tasks.stream().map(FailedTasks::of).toList());
        }
        return new TaskDefinitions(clients, access).logs(definition).thenCompose(logs -> {
            CompletionStage<List<FailedTask>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (Task task : tasks) {
                all = all.thenCombine(withLog(task, logs, service), (list, told) -> {
                    list.add(told);
                    return list;
                });
            }
            return all;
        });
    }

    /** A log that cannot be read does not keep the reason from being told. */
    private CompletionStage<FailedTask> withLog(Task task, List<ContainerLog> logs, ServiceSnapshot service) {
        FailedTask failed = of(task);
        Optional<ContainerLog> log = logs.stream()
                .filter(candidate -> candidate.container().equals(culprit(task)))
                .findFirst();
        if (log.isEmpty()) {
            return CompletableFuture.completedFuture(failed);
        }
        String region =
                log.get().region().isEmpty() ? service.region() : log.get().region();
        AwsAccess there = new AwsAccess(
                access.credentials(),
                access.role(),
                region.isEmpty() ? access.region() : Region.of(region),
                access.endpoint(),
                access.proxy(),
                access.maxAttempts());
        String stream = log.get().stream(failed.id());
        return budget.acquire(new ReadBudget.Account(service.account(), region))
                .thenCompose(slot -> new CloudWatchLog(clients, there, log.get().group(), stream).lastLines(lastLines))
                .handle((lines, failure) -> failure == null
                        ? failed.withLines(lines.isEmpty() ? "" : stream, lines)
                        : failed.withLines(stream, List.of(Texts.of("ecs.failed.task.noLog", stream))));
    }

    /** The container that ended badly; the first if none tells. */
    private static String culprit(Task task) {
        return task.containers().stream()
                .filter(container -> container.exitCode() != null && container.exitCode() != 0)
                .map(Container::name)
                .findFirst()
                .orElse(
                        task.containers().isEmpty()
                                ? ""
                                : task.containers().get(0).name());
    }

    private static FailedTask of(Task task) {
        String arn = task.taskArn();
        List<String> containers = new ArrayList<>();
        for (Container container : task.containers()) {
            boolean badExit = container.exitCode() != null && container.exitCode() != 0;
            if (badExit || container.reason() != null) {
                containers.add(LogText.clean(Texts.of(
                        badExit ? "ecs.failed.container.exit" : "ecs.failed.container.reason",
                        container.name(),
                        badExit ? container.exitCode() : container.reason())));
            }
        }
        String reason = task.stoppedReason() == null ? task.stopCodeAsString() : task.stoppedReason();
        return new FailedTask(
                arn.substring(arn.lastIndexOf('/') + 1),
                stopped(task),
                LogText.clean(String.valueOf(reason)),
                containers,
                "",
                List.of());
    }
}
