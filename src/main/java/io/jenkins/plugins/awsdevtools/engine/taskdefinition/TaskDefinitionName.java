package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;

/**
 * What names a task definition: a family for its newest active revision, {@code family:revision}, or an ARN.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html">
 *     DescribeTaskDefinition</a>
 */
public final class TaskDefinitionName {

    /** "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed" (family). */
    private static final String FAMILY = "[A-Za-z0-9_-]{1,255}";

    private static final String ARN = "arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:task-definition/" + FAMILY + ":\\d{1,9}";

    private TaskDefinitionName() {}

    /** @throws ParameterException if there can be no such task definition */
    public static void check(String field, String name) {
        if (!name.matches(FAMILY + "(:\\d{1,9})?") && !name.matches(ARN)) {
            throw new ParameterException(field, name, Texts.of("taskdefinition.name.bad"));
        }
    }

    /** {@code web:12} of an ARN; empty of null. */
    public static String shortened(String arn) {
        return arn == null ? "" : arn.substring(arn.lastIndexOf('/') + 1);
    }
}
