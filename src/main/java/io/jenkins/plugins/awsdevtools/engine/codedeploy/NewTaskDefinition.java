package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import java.util.Objects;

/**
 * The revision of a task definition that is registered before a deployment to ECS. Its ARN takes the place of
 * {@link #PLACEHOLDER} in the AppSpec, as CodePipeline's action CodeDeployToECS does it.
 *
 * @param base family, {@code family:revision} or ARN; null for the one that the deployment group's service runs
 * @param template JSON as register-task-definition takes it, instead of a base; or null
 * @param change images and whatever else differs
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html">Amazon ECS and
 *     CodeDeploy blue-green deploy action reference</a>
 */
public record NewTaskDefinition(String base, String template, TaskDefinitionChange change) {

    /** What stands in an AppSpec where the ARN is to be. */
    public static final String PLACEHOLDER = "<TASK_DEFINITION>";

    /** @throws ParameterException if ECS would not take it, before it is asked */
    public NewTaskDefinition {
        Objects.requireNonNull(change);
        if (base != null) {
            TaskDefinitionName.check("base", base);
        }
        if (template != null) {
            if (base != null) {
                throw new ParameterException("base", base, Texts.of("codedeploy.taskDefinition.two"));
            }
            TaskDefinitionTemplate.parse("template", template);
        }
        if (template == null && change.isEmpty()) {
            throw new ParameterException("image", "", Texts.of("codedeploy.taskDefinition.nothing"));
        }
    }

    /** Whether it is made from what the service of the deployment group runs. */
    boolean ofTheService() {
        return base == null && template == null;
    }
}
