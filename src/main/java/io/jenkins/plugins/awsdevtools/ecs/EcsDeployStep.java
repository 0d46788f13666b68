package io.jenkins.plugins.awsdevtools.ecs;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployFlow;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployRecord;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployRequest;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployResult;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployRuns;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeploySettings;
import io.jenkins.plugins.awsdevtools.engine.ecs.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.ecs.OnFailure;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code ecsDeploy cluster: 'prod', service: 'web', image: '...'}: deploys to an ECS service and waits without an executor
 * until it is steady. The one definition of its parameters; {@link EcsDeployBuilder} and {@link EcsDeployPublisher} hold
 * one of these.
 */
public final class EcsDeployStep extends RemoteStep<DeployResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, OnAbort> ON_ABORT = Map.of("rollback", OnAbort.ROLLBACK, "leave", OnAbort.LEAVE);
    private static final Map<String, OnFailure> ON_FAILURE =
            Map.of("rollback", OnFailure.ROLLBACK, "leave", OnFailure.LEAVE);

    private final String cluster;
    private final String service;
    private String image;
    private String container;
    private List<EcsContainer> containers = new ArrayList<>();
    private String taskDefinition;
    private String taskDefinitionTemplate;
    private String taskDefinitionFile;
    private String cpu;
    private String memory;
    private Integer desiredCount;
    private boolean forceNewDeployment;
    private Integer minimumHealthyPercent;
    private Integer maximumPercent;
    private String platformVersion;
    private boolean wait = true;
    private int timeoutMinutes = DeploySettings.DEFAULT.timeoutMinutes();
    private int lastLines = DeploySettings.DEFAULT.lastLines();
    private String onAbort = "rollback";
    private String onFailure = "leave";
    private boolean propagate = true;

    @DataBoundConstructor
    public EcsDeployStep(String cluster, String service) {
        this.cluster = Util.fixNull(cluster).trim();
        this.service = Util.fixNull(service).trim();
    }

    public String getCluster() {
        return cluster;
    }

    public String getService() {
        return service;
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(String container) {
        this.container = Util.fixEmptyAndTrim(container);
    }

    public List<EcsContainer> getContainers() {
        return List.copyOf(containers);
    }

    @DataBoundSetter
    public void setContainers(List<EcsContainer> containers) {
        this.containers = new ArrayList<>(Util.fixNull(containers));
    }

    public String getTaskDefinition() {
        return taskDefinition;
    }

    @DataBoundSetter
    public void setTaskDefinition(String taskDefinition) {
        this.taskDefinition = Util.fixEmptyAndTrim(taskDefinition);
    }

    public String getTaskDefinitionTemplate() {
        return taskDefinitionTemplate;
    }

    @DataBoundSetter
    public void setTaskDefinitionTemplate(String taskDefinitionTemplate) {
        this.taskDefinitionTemplate = Util.fixEmptyAndTrim(taskDefinitionTemplate);
    }

    public String getTaskDefinitionFile() {
        return taskDefinitionFile;
    }

    @DataBoundSetter
    public void setTaskDefinitionFile(String taskDefinitionFile) {
        this.taskDefinitionFile = Util.fixEmptyAndTrim(taskDefinitionFile);
    }

    public String getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(String cpu) {
        this.cpu = Util.fixEmptyAndTrim(cpu);
    }

    public String getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(String memory) {
        this.memory = Util.fixEmptyAndTrim(memory);
    }

    public Integer getDesiredCount() {
        return desiredCount;
    }

    @DataBoundSetter
    public void setDesiredCount(Integer desiredCount) {
        this.desiredCount = desiredCount;
    }

    public boolean isForceNewDeployment() {
        return forceNewDeployment;
    }

    @DataBoundSetter
    public void setForceNewDeployment(boolean forceNewDeployment) {
        this.forceNewDeployment = forceNewDeployment;
    }

    public Integer getMinimumHealthyPercent() {
        return minimumHealthyPercent;
    }

    @DataBoundSetter
    public void setMinimumHealthyPercent(Integer minimumHealthyPercent) {
        this.minimumHealthyPercent = minimumHealthyPercent;
    }

    public Integer getMaximumPercent() {
        return maximumPercent;
    }

    @DataBoundSetter
    public void setMaximumPercent(Integer maximumPercent) {
        this.maximumPercent = maximumPercent;
    }

    public String getPlatformVersion() {
        return platformVersion;
    }

    @DataBoundSetter
    public void setPlatformVersion(String platformVersion) {
        this.platformVersion = Util.fixEmptyAndTrim(platformVersion);
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public int getTimeoutMinutes() {
        return timeoutMinutes;
    }

    @DataBoundSetter
    public void setTimeoutMinutes(int timeoutMinutes) {
        this.timeoutMinutes = timeoutMinutes;
    }

    public int getLastLines() {
        return lastLines;
    }

    @DataBoundSetter
    public void setLastLines(int lastLines) {
        this.lastLines = lastLines;
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort) == null ? "rollback" : onAbort.trim();
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure) == null ? "leave" : onFailure.trim();
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings();
        if (taskDefinitionFile == null) {
            request(null);
            return;
        }
        if (taskDefinitionTemplate != null || taskDefinition != null) {
            throw new ParameterException(
                    "taskDefinitionFile", taskDefinitionFile, Messages.EcsDeployStep_oneDefinition());
        }
        WorkspaceText.check("taskDefinitionFile", taskDefinitionFile);
        change();
    }

    @Override
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        if (taskDefinitionFile == null) {
            return null;
        }
        String text = WorkspaceText.read("taskDefinitionFile", workspace, taskDefinitionFile);
        TaskDefinitionTemplate.parse("taskDefinitionFile", text);
        return text;
    }

    @Override
    protected RemoteWork<DeployResult> begin(RunContext context) {
        return new DeployRuns(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request((String) context.prepared()),
                        settings(),
                        context.journal("ecs", DeployRecord.class),
                        context.sink(),
                        progress -> context.recorder().record(DeployFlow.of(progress)));
    }

    @Override
    protected CompletionStage<?> conclude(DeployResult result, RunContext context) throws AbortException {
        if (!result.succeeded() && propagate) {
            throw new AbortException(result.failureText());
        }
        return CompletableFuture.completedFuture(new EcsDeployResult(result));
    }

    /** @throws ParameterException naming field and value */
    DeploySettings settings() {
        return new DeploySettings(
                wait,
                timeoutMinutes,
                Choice.of("onAbort", onAbort, ON_ABORT),
                Choice.of("onFailure", onFailure, ON_FAILURE),
                lastLines);
    }

    /**
     * What is asked of ECS.
     *
     * @param fileText the template that the workspace holds; null if there is none
     * @throws ParameterException naming field and value
     */
    DeployRequest request(String fileText) {
        return new DeployRequest(
                cluster,
                service,
                taskDefinition,
                fileText == null ? taskDefinitionTemplate : fileText,
                change(),
                desiredCount,
                forceNewDeployment,
                minimumHealthyPercent,
                maximumPercent,
                platformVersion);
    }

    private TaskDefinitionChange change() {
        List<ContainerChange> changes = new ArrayList<>();
        containers.forEach(changed -> changes.add(changed.toChange()));
        if (image != null) {
            changes.add(ContainerChange.ofImage(container, image));
        } else if (container != null) {
            throw new ParameterException("container", container, Messages.EcsDeployStep_containerAlone());
        }
        return new TaskDefinitionChange(changes, cpu, memory);
    }

    /** The step as Pipeline and the forms know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

        @Override
        public String getFunctionName() {
            return "ecsDeploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.EcsDeployStep_displayName();
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
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
        public ListBoxModel doFillOnAbortItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.EcsDeployStep_onAbort_rollback(), "rollback");
                items.add(Messages.EcsDeployStep_onAbort_leave(), "leave");
            }
            return items;
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
        public FormValidation doCheckTaskDefinition(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item) && EcsNames.isKnown(value)
                    ? FormChecks.optional(value, name -> TaskDefinitionName.check("taskDefinition", name))
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
        public FormValidation doCheckMaximumPercent(@AncestorInPath Item item, @QueryParameter String value) {
            return EcsNames.checkNumber(item, value, 100, 1000);
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
}
