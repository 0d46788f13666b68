package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;

/**
 * What is asked of CodeDeploy: a revision for a deployment group, and what differs from the group's settings. Null means
 * as the group has it.
 *
 * @param taskDefinition registered first for a deployment to ECS, or null; the revision is an AppSpec that says where its
 *     ARN goes, then
 * @param deploymentConfig for example {@code CodeDeployDefault.HalfAtATime}
 * @param description at most {@value #LONGEST_DESCRIPTION} characters; a marker is added to it
 * @param fileExistsBehavior {@code DISALLOW}, {@code OVERWRITE} or {@code RETAIN}
 * @param rollbackOn events of {@link #ROLLBACK_EVENTS}; empty turns rollbacks off
 * @param alarms names of CloudWatch alarms that stop the deployment; empty turns the group's off
 * @param targetTags of the new instances of a blue/green deployment
 * @param targetGroups Auto Scaling groups of the new instances of a blue/green deployment
 */
public record DeploymentRequest(
        String application,
        String group,
        Revision revision,
        NewTaskDefinition taskDefinition,
        String deploymentConfig,
        String description,
        String fileExistsBehavior,
        List<String> rollbackOn,
        List<String> alarms,
        List<TagFilter> targetTags,
        List<String> targetGroups,
        boolean ignoreApplicationStopFailures,
        boolean updateOutdatedInstancesOnly) {

    /** {@code AutoRollbackEvent} of the CodeDeploy API. */
    public static final List<String> ROLLBACK_EVENTS =
            List.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST");

    /** {@code FileExistsBehavior} of the CodeDeploy API. */
    public static final List<String> FILE_EXISTS = List.of("DISALLOW", "OVERWRITE", "RETAIN");

    /** A description has 256 characters at most ("CodeDeploy quotas", User Guide), of which the marker takes some. */
    public static final int LONGEST_DESCRIPTION = 200;

    /** Names of applications, groups and configurations have 1 to 100 characters (API Reference). */
    private static final int LONGEST_NAME = 100;

    /** {@code TargetInstances}, API Reference. */
    private static final int MOST_TAG_FILTERS = 10;

    /** @throws ParameterException if CodeDeploy would refuse a value */
    public DeploymentRequest {
        checkName("application", application);
        checkName("deploymentGroup", group);
        Objects.requireNonNull(revision);
        checkPlaceholder(revision, taskDefinition);
        deploymentConfig = emptyToNull(deploymentConfig);
        description = description == null ? "" : description.trim();
        fileExistsBehavior = emptyToNull(fileExistsBehavior);
        rollbackOn = rollbackOn == null ? null : List.copyOf(rollbackOn);
        alarms = alarms == null ? null : List.copyOf(alarms);
        targetTags = List.copyOf(targetTags);
        targetGroups = List.copyOf(targetGroups);
        if (description.length() > LONGEST_DESCRIPTION) {
            throw new ParameterException(
                    "description", description, Texts.of("codedeploy.description", LONGEST_DESCRIPTION));
        }
        checkKnown("fileExistsBehavior", fileExistsBehavior, FILE_EXISTS);
        checkRollbackOn(rollbackOn);
        if (targetTags.size() > MOST_TAG_FILTERS) {
            throw new ParameterException(
                    "targetTags", targetTags.size(), Texts.of("codedeploy.targetTags", MOST_TAG_FILTERS));
        }
    }

    /** A revision, everything else as the group has it. */
    public static DeploymentRequest of(String application, String group, Revision revision) {
        return new DeploymentRequest(
                application, group, revision, null, null, "", null, null, null, List.of(), List.of(), false, false);
    }

    /** The same with the ARN of the task definition in its place; null leaves it as it is. */
    DeploymentRequest withTaskDefinition(String arn) {
        return arn != null && revision instanceof Revision.Inline inline
                ? new DeploymentRequest(
                        application,
                        group,
                        inline.with(arn),
                        null,
                        deploymentConfig,
                        description,
                        fileExistsBehavior,
                        rollbackOn,
                        alarms,
                        targetTags,
                        targetGroups,
                        ignoreApplicationStopFailures,
                        updateOutdatedInstancesOnly)
                : this;
    }

    private static void checkPlaceholder(Revision revision, NewTaskDefinition taskDefinition) {
        boolean hasPlace =
                revision instanceof Revision.Inline inline && inline.content().contains(NewTaskDefinition.PLACEHOLDER);
        if (hasPlace != (taskDefinition != null)) {
            throw new ParameterException(
                    hasPlace ? "taskDefinition" : "appSpec",
                    "",
                    Texts.of(
                            hasPlace ? "codedeploy.taskDefinition.none" : "codedeploy.taskDefinition.noPlace",
                            NewTaskDefinition.PLACEHOLDER));
        }
    }

    /** @throws ParameterException if nothing in CodeDeploy can have this name */
    public static void checkName(String field, String name) {
        if (name == null || name.isBlank()) {
            throw new ParameterException(field, name, Texts.of("codedeploy." + field + ".none"));
        }
        if (name.length() > LONGEST_NAME) {
            throw new ParameterException(field, name, Texts.of("codedeploy.name", LONGEST_NAME));
        }
    }

    /** For people: {@code application/group}. */
    String shown() {
        return application + "/" + group;
    }

    CreateDeploymentRequest toAws(String marker) {
        CreateDeploymentRequest.Builder request = CreateDeploymentRequest.builder()
                .applicationName(application)
                .deploymentGroupName(group)
                .revision(revision.toAws())
                .deploymentConfigName(deploymentConfig)
                .description(Marker.in(description, marker))
                .fileExistsBehavior(fileExistsBehavior);
        if (ignoreApplicationStopFailures) {
            request.ignoreApplicationStopFailures(true);
        }
        if (updateOutdatedInstancesOnly) {
            request.updateOutdatedInstancesOnly(true);
        }
        if (rollbackOn != null) {
            request.autoRollbackConfiguration(
                    rollback -> rollback.enabled(!rollbackOn.isEmpty()).eventsWithStrings(rollbackOn));
        }
        if (alarms != null) {
            request.overrideAlarmConfiguration(override -> override.enabled(!alarms.isEmpty())
                    .alarms(alarms.stream()
                            .map(name -> Alarm.builder().name(name).build())
                            .toList()));
        }
        if (!targetTags.isEmpty() || !targetGroups.isEmpty()) {
            request.targetInstances(targets -> targets.tagFilters(
                            targetTags.stream().map(TagFilter::toAws).toList())
                    .autoScalingGroups(targetGroups));
        }
        return request.build();
    }

    /**
     * Whether AWS knows the events.
     *
     * @param events null as the group has it
     * @throws ParameterException if it does not
     */
    public static void checkRollbackOn(List<String> events) {
        if (events != null) {
            events.forEach(event -> checkKnown("rollbackOn", event, ROLLBACK_EVENTS));
        }
    }

    private static void checkKnown(String field, String value, List<String> known) {
        if (value != null && !known.contains(value)) {
            List<String> closest = ClosestNames.of(value, known);
            throw new ParameterException(
                    field,
                    value,
                    closest.isEmpty()
                            ? Texts.of("codedeploy.unknownValue", String.join(", ", known))
                            : Texts.of("codedeploy.unknownValue.closest", closest.get(0)));
        }
    }

    private static String emptyToNull(String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }
}
