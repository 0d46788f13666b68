package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployRequest;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeploySettings;
import io.jenkins.plugins.awsdevtools.engine.ecs.RolloutRoom;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import io.jenkins.plugins.awsdevtools.run.AbortableStep;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import io.jenkins.plugins.awsdevtools.taskdefinition.TaskDefinitionNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The drop-downs and checks of the {@link EcsDeployStep}'s forms. */
public abstract class EcsDeployStepDescriptor extends AbortableStep.AbortableStepDescriptor {

    @Override
    protected final Map<String, String> abortChoices() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("rollback", Messages.EcsDeployStep_onAbort_rollback());
        choices.put("leave", Messages.EcsDeployStep_onAbort_leave());
        return choices;
    }

    @POST
    public ComboBoxModel doFillClusterItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return EcsNames.CLUSTERS.choices(item, connection);
    }

    @POST
    public ComboBoxModel doFillServiceItems(
            @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String cluster) {
        return EcsNames.services(cluster).choices(item, connection);
    }

    @POST
    public ComboBoxModel doFillContainerItems(
            @AncestorInPath Item item,
            @QueryParameter String connection,
            @QueryParameter String cluster,
            @QueryParameter String service) {
        return EcsNames.containers(cluster, service).choices(item, connection);
    }

    @POST
    public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (ConnectionChoices.mayConfigure(item)) {
            items.add(Messages.EcsDeployStep_onFailure_leave(), "leave");
            items.add(Messages.EcsDeployStep_onFailure_rollback(), "rollback");
        }
        return items;
    }

    @POST
    public FormValidation doCheckCluster(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
        String cluster = Util.fixNull(value).trim();
        if (!ConnectionChoices.mayConfigure(item) || cluster.contains("$")) {
            return FormValidation.ok();
        }
        FormValidation shape = FormChecks.check(() -> DeployRequest.checkCluster(cluster));
        return shape.kind == FormValidation.Kind.OK ? EcsNames.CLUSTERS.check(item, connection, cluster) : shape;
    }

    @POST
    public FormValidation doCheckService(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String cluster) {
        String service = Util.fixNull(value).trim();
        if (!ConnectionChoices.mayConfigure(item) || service.contains("$")) {
            return FormValidation.ok();
        }
        FormValidation shape = FormChecks.check(() -> DeployRequest.checkService(service));
        return shape.kind == FormValidation.Kind.OK && EcsNames.isKnown(Util.fixEmptyAndTrim(cluster))
                ? EcsNames.services(cluster).check(item, connection, service)
                : shape;
    }

    @POST
    public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
        return ConnectionChoices.mayConfigure(item) ? EcsNames.checkImage(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckContainer(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String image) {
        return ConnectionChoices.mayConfigure(item)
                        && Util.fixEmptyAndTrim(value) != null
                        && Util.fixEmptyAndTrim(image) == null
                ? FormValidation.error(Messages.EcsDeployStep_containerAlone())
                : FormValidation.ok();
    }

    @POST
    public ComboBoxModel doFillTaskDefinitionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return TaskDefinitionNames.FAMILIES.choices(item, connection);
    }

    @POST
    public FormValidation doCheckTaskDefinition(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
        return ConnectionChoices.mayConfigure(item) && EcsNames.isKnown(value)
                ? TaskDefinitionNames.check(item, connection, "taskDefinition", value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckTaskDefinitionTemplate(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String taskDefinition) {
        if (!ConnectionChoices.mayConfigure(item) || !EcsNames.isKnown(value)) {
            return FormValidation.ok();
        }
        if (Util.fixEmptyAndTrim(value) != null && Util.fixEmptyAndTrim(taskDefinition) != null) {
            return FormValidation.error(Messages.EcsDeployStep_oneDefinition());
        }
        return FormChecks.optional(value, text -> TaskDefinitionTemplate.parse("taskDefinitionTemplate", text));
    }

    @POST
    public FormValidation doCheckImageDefinitions(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.optional(item, value, path -> WorkspaceText.check("imageDefinitions", path));
    }

    @POST
    public FormValidation doCheckTaskDefinitionFile(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String taskDefinition,
            @QueryParameter String taskDefinitionTemplate) {
        if (!ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        if (Util.fixEmptyAndTrim(value) != null
                && (Util.fixEmptyAndTrim(taskDefinition) != null
                        || Util.fixEmptyAndTrim(taskDefinitionTemplate) != null)) {
            return FormValidation.error(Messages.EcsDeployStep_oneDefinition());
        }
        return FormChecks.optional(value, path -> WorkspaceText.check("taskDefinitionFile", path));
    }

    @POST
    public FormValidation doCheckDesiredCount(@AncestorInPath Item item, @QueryParameter String value) {
        return EcsNames.checkNumber(item, value, 0);
    }

    @POST
    public FormValidation doCheckMinimumHealthyPercent(@AncestorInPath Item item, @QueryParameter String value) {
        return EcsNames.checkNumber(item, value, 0, 100);
    }

    @POST
    public FormValidation doCheckMaximumPercent(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String minimumHealthyPercent,
            @QueryParameter String desiredCount) {
        FormValidation shape = EcsNames.checkNumber(item, value, 100, 1000);
        return shape.kind == FormValidation.Kind.OK && ConnectionChoices.mayConfigure(item)
                ? checkRoom(number(minimumHealthyPercent), number(value), number(desiredCount))
                : shape;
    }

    /** A warning where a deployment would never get on; what the form does not say is as ECS has it for a new service. */
    private static FormValidation checkRoom(Integer least, Integer most, Integer tasks) {
        if (least == null && most == null) {
            return FormValidation.ok();
        }
        RolloutRoom room = RolloutRoom.of(least, most);
        if (tasks != null) {
            return FormChecks.check(() -> room.check(tasks));
        }
        int fewest = room.fewest();
        if (fewest == 1) {
            return FormValidation.ok();
        }
        return FormValidation.warning(
                fewest == 0
                        ? Messages.EcsDeployStep_noRoom(room.most(), room.least())
                        : Messages.EcsDeployStep_roomFrom(room.most(), room.least(), fewest));
    }

    private static Integer number(String text) {
        return Util.fixNull(text).trim().matches("\\d{1,9}") ? Integer.valueOf(text.trim()) : null;
    }

    @POST
    public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
        return EcsNames.checkNumber(item, value, 1, DeploySettings.LONGEST_TIMEOUT);
    }

    @POST
    public FormValidation doCheckLastLines(@AncestorInPath Item item, @QueryParameter String value) {
        return EcsNames.checkNumber(item, value, 0, DeploySettings.MOST_LAST_LINES);
    }
}
