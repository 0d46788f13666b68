package io.jenkins.plugins.awsdevtools.ecs;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
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
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ImageDefinitions;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.AbortableStep;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code ecsDeploy cluster: 'prod', service: 'web', image: '...'}: deploys to an ECS service and waits without an executor
 * until it is steady. The one definition of its parameters; {@link EcsDeployBuilder} and {@link EcsDeployPublisher} hold
 * one of these.
 */
public final class EcsDeployStep extends AbortableStep<DeployResult> {

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
    private String imageDefinitions;
    private String cpu;
    private String memory;
    private Integer desiredCount;
    private boolean forceNewDeployment;
    private Integer minimumHealthyPercent;
    private Integer maximumPercent;
    private String platformVersion;
    private boolean waitForEnd = true;
    private int timeoutMinutes = DeploySettings.DEFAULT.timeoutMinutes();
    private int lastLines = DeploySettings.DEFAULT.lastLines();
    private String onFailure = "leave";

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

    public String getImageDefinitions() {
        return imageDefinitions;
    }

    @DataBoundSetter
    public void setImageDefinitions(String imageDefinitions) {
        this.imageDefinitions = Util.fixEmptyAndTrim(imageDefinitions);
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

    public boolean isWaitForEnd() {
        return waitForEnd;
    }

    @DataBoundSetter
    public void setWaitForEnd(boolean waitForEnd) {
        this.waitForEnd = waitForEnd;
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

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure) == null ? "leave" : onFailure.trim();
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings();
        if (imageDefinitions != null) {
            WorkspaceText.check("imageDefinitions", imageDefinitions);
        }
        if (taskDefinitionFile == null && imageDefinitions == null) {
            request(EcsFiles.NONE);
            return;
        }
        if (taskDefinitionFile != null) {
            if (taskDefinitionTemplate != null || taskDefinition != null) {
                throw new ParameterException(
                        "taskDefinitionFile", taskDefinitionFile, Messages.EcsDeployStep_oneDefinition());
            }
            WorkspaceText.check("taskDefinitionFile", taskDefinitionFile);
        }
        change(null);
    }

    @Override
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        String template = null;
        String images = null;
        if (taskDefinitionFile != null) {
            template = WorkspaceText.read("taskDefinitionFile", workspace, taskDefinitionFile);
            TaskDefinitionTemplate.parse("taskDefinitionFile", template);
        }
        if (imageDefinitions != null) {
            images = WorkspaceText.read("imageDefinitions", workspace, imageDefinitions);
            ImageDefinitions.parse("imageDefinitions", images);
        }
        return new EcsFiles(template, images);
    }

    @Override
    protected RemoteWork<DeployResult> begin(RunContext context) {
        return new DeployRuns(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request((EcsFiles) context.prepared()),
                        settings(),
                        context.journal("ecs", DeployRecord.class),
                        context.sink(),
                        progress -> context.recorder().record(DeployFlow.of(progress)));
    }

    @Override
    protected CompletionStage<?> conclude(DeployResult result, RunContext context) throws AbortException {
        return concluded(result.succeeded(), result.failureText(), new EcsDeployResult(result));
    }

    @Override
    protected String usualOnAbort() {
        return "rollback";
    }

    /** @throws ParameterException naming field and value */
    DeploySettings settings() {
        return new DeploySettings(
                waitForEnd,
                timeoutMinutes,
                abortMode(ON_ABORT),
                Choice.of("onFailure", onFailure, ON_FAILURE),
                lastLines);
    }

    /**
     * What is asked of ECS.
     *
     * @param files what the workspace holds
     * @throws ParameterException naming field and value
     */
    DeployRequest request(EcsFiles files) {
        return new DeployRequest(
                cluster,
                service,
                taskDefinition,
                files.template() == null ? taskDefinitionTemplate : files.template(),
                change(files.images()),
                desiredCount,
                forceNewDeployment,
                minimumHealthyPercent,
                maximumPercent,
                platformVersion);
    }

    private TaskDefinitionChange change(String images) {
        List<ContainerChange> changes = new ArrayList<>();
        if (images != null) {
            changes.addAll(ImageDefinitions.parse("imageDefinitions", images));
        }
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
    public static final class DescriptorImpl extends EcsDeployStepDescriptor {

        @Override
        public String getFunctionName() {
            return "ecsDeploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.EcsDeployStep_displayName();
        }
    }
}
