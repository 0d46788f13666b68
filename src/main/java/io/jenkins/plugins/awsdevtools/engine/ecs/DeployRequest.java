package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import java.util.Objects;

/**
 * What is asked of ECS.
 *
 * @param cluster name or ARN
 * @param service name or ARN
 * @param taskDefinition a family, {@code family:revision} or ARN that is deployed, with the changes if there are any;
 *     null for the service's current one
 * @param template JSON of a task definition that takes the place of {@code taskDefinition}; null if there is none
 * @param change what a new revision changes; nothing for no new revision
 * @param desiredCount how many tasks; null to keep the number
 * @param forceNewDeployment replaces the tasks though nothing changes
 * @param minimumHealthyPercent null to keep it
 * @param maximumPercent null to keep it
 * @param platformVersion of Fargate; null to keep it
 */
public record DeployRequest(
        String cluster,
        String service,
        String taskDefinition,
        String template,
        TaskDefinitionChange change,
        Integer desiredCount,
        boolean forceNewDeployment,
        Integer minimumHealthyPercent,
        Integer maximumPercent,
        String platformVersion) {

    /** "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed." */
    private static final String NAME = "[A-Za-z0-9_-]{1,255}";

    private static final String CLUSTER_ARN = "arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:cluster/" + NAME;
    private static final String SERVICE_ARN = "arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:service/(" + NAME + "/)?" + NAME;

    /** @throws ParameterException if ECS would not take it, before it is asked */
    public DeployRequest {
        Objects.requireNonNull(change);
        checkCluster(cluster);
        checkService(service);
        if (taskDefinition != null) {
            TaskDefinitionName.check("taskDefinition", taskDefinition);
        }
        if (template != null) {
            if (taskDefinition != null) {
                throw new ParameterException("taskDefinition", taskDefinition, Texts.of("ecs.taskDefinition.two"));
            }
            TaskDefinitionTemplate.parse("taskDefinitionTemplate", template);
        }
        if (desiredCount != null && desiredCount < 0) {
            throw new ParameterException("desiredCount", desiredCount, Texts.of("ecs.desiredCount"));
        }
        checkPercents(minimumHealthyPercent, maximumPercent);
        if (desiredCount != null && minimumHealthyPercent != null && maximumPercent != null) {
            RolloutRoom.of(minimumHealthyPercent, maximumPercent).check(desiredCount);
        }
        if (change.isEmpty()
                && taskDefinition == null
                && template == null
                && desiredCount == null
                && platformVersion == null
                && minimumHealthyPercent == null
                && maximumPercent == null
                && !forceNewDeployment) {
            throw new ParameterException("forceNewDeployment", false, Texts.of("ecs.nothing"));
        }
    }

    /** A new revision of the service's task definition with the changes, or a new deployment of it if there are none. */
    public static DeployRequest of(String cluster, String service, TaskDefinitionChange change) {
        return new DeployRequest(cluster, service, null, null, change, null, change.isEmpty(), null, null, null);
    }

    /** A revision that exists. */
    public static DeployRequest of(String cluster, String service, String taskDefinition) {
        return new DeployRequest(
                cluster, service, taskDefinition, null, TaskDefinitionChange.NONE, null, false, null, null, null);
    }

    /** @throws ParameterException if there can be no such cluster */
    public static void checkCluster(String cluster) {
        check("cluster", cluster, CLUSTER_ARN);
    }

    /** @throws ParameterException if there can be no such service */
    public static void checkService(String service) {
        check("service", service, SERVICE_ARN);
    }

    private static void check(String field, String value, String arn) {
        if (value == null || value.isBlank()) {
            throw new ParameterException(field, value, Texts.of("ecs." + field + ".none"));
        }
        if (!value.matches(NAME) && !value.matches(arn)) {
            throw new ParameterException(field, value, Texts.of("ecs." + field + ".bad"));
        }
    }

    /** ECS takes 0 to 100 and 100 to 200 at least; more is for it to say. */
    private static void checkPercents(Integer least, Integer most) {
        if (least != null && (least < 0 || least > 100)) {
            throw new ParameterException("minimumHealthyPercent", least, Texts.of("ecs.percent", 0, 100));
        }
        if (most != null && (most < 100 || most > 1000)) {
            throw new ParameterException("maximumPercent", most, Texts.of("ecs.percent", 100, 1000));
        }
        if (least != null && most != null && least == 100 && most == 100) {
            throw new ParameterException("maximumPercent", most, Texts.of("ecs.percent.both"));
        }
    }

    /** The cluster's name, which a service's long ARN may tell better. */
    public String clusterName() {
        return cluster.substring(cluster.lastIndexOf('/') + 1);
    }

    public String serviceName() {
        return service.substring(service.lastIndexOf('/') + 1);
    }

    boolean registers() {
        return template != null || !change.isEmpty();
    }
}
