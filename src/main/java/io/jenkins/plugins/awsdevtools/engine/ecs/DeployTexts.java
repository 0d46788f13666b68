package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import java.util.stream.Collectors;

/** What is said about a deployment, in lines for people. */
final class DeployTexts {

    private DeployTexts() {}

    static String failure(DeployResult result) {
        StringBuilder text = new StringBuilder(Texts.of(
                "ecs.failed",
                TaskDefinitionName.shortened(result.taskDefinition()),
                result.service().name(),
                result.outcome(),
                LogText.clean(result.reason())));
        text.append('\n').append(Links.service(result.service()));
        for (FailedTask task : result.failedTasks()) {
            text.append('\n').append(task(task));
        }
        if (result.restored()) {
            text.append('\n')
                    .append(Texts.of(
                            "ecs.failed.restored",
                            result.service().name(),
                            TaskDefinitionName.shortened(result.service().taskDefinition())));
        } else if (result.previousTaskDefinition() != null) {
            text.append('\n')
                    .append(Texts.of(
                            "ecs.failed.previous", TaskDefinitionName.shortened(result.previousTaskDefinition())));
        }
        return text.toString();
    }

    static String task(FailedTask task) {
        StringBuilder text = new StringBuilder(Texts.of("ecs.failed.task", task.id(), task.reason()));
        task.containers().forEach(container -> text.append('\n').append("  ").append(container));
        if (!task.lines().isEmpty()) {
            text.append('\n')
                    .append("  ")
                    .append(Texts.of(
                            "ecs.failed.task.log",
                            task.logStream(),
                            task.lines().size()));
            text.append(task.lines().stream().map(line -> "\n    " + line).collect(Collectors.joining()));
        }
        return text.toString();
    }
}
