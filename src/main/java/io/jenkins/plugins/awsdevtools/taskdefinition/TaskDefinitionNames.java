package io.jenkins.plugins.awsdevtools.taskdefinition;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What ECS can list of task definitions for the forms. */
public final class TaskDefinitionNames {

    /** Ten pages; who has more types the name. */
    private static final int MOST = 1000;

    public static final AwsNames FAMILIES =
            new AwsNames("ecs:ListTaskDefinitionFamilies", MOST, access -> definitions(access)
                    .families(MOST));

    private TaskDefinitionNames() {}

    private static TaskDefinitions definitions(AwsAccess access) {
        return new TaskDefinitions(AwsRuntime.get().clients(), access);
    }

    /** The containers of a task definition; none while it is not named. */
    public static AwsNames containers(String taskDefinition) {
        String name = Util.fixEmptyAndTrim(taskDefinition);
        return new AwsNames(
                "ecs:DescribeTaskDefinition",
                MOST,
                access -> name == null || name.contains("$")
                        ? CompletableFuture.completedFuture(List.of())
                        : definitions(access).containers(name));
    }

    /** Whether a text can name a task definition, and whether there is such a family. A revision is not looked up. */
    public static FormValidation check(Item item, String connection, String field, String value) {
        String name = Util.fixEmptyAndTrim(value);
        FormValidation shape = FormChecks.optional(value, text -> TaskDefinitionName.check(field, text));
        return shape.kind != FormValidation.Kind.OK || name == null || name.contains(":")
                ? shape
                : FAMILIES.check(item, connection, name);
    }
}
