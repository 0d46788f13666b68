package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRequest;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentSettings;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.NewTaskDefinition;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.OnReady;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.Revision;
import io.jenkins.plugins.awsdevtools.run.AbortableStep;
import io.jenkins.plugins.awsdevtools.run.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * How a revision is deployed: what differs from the deployment group's settings, and how the deployment is followed.
 *
 * @param <R> what the work leads to
 */
public abstract class DeploymentOptionsStep<R> extends AbortableStep<R> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, OnReady> ON_READY =
            Map.of("continue", OnReady.CONTINUE, "input", OnReady.INPUT, "wait", OnReady.WAIT);
    private static final Map<String, OnAbort> ON_ABORT =
            Map.of("stop", OnAbort.STOP, "rollBack", OnAbort.ROLL_BACK, "leave", OnAbort.LEAVE);

    /** Turns off what the deployment group has, where a list of names would change it. */
    private static final String NONE = "none";

    private String deploymentConfig;
    private String description;
    private String fileExistsBehavior;
    private String rollbackOn;
    private String alarms;
    private List<TargetTag> targetTags = new ArrayList<>();
    private String targetGroups;
    private boolean ignoreApplicationStopFailures;
    private boolean updateOutdatedInstancesOnly;
    private boolean waitForEnd = true;
    private boolean waitForOther;
    private boolean terminateOriginals;
    private String onReady = "continue";
    private int lastLines = DeploymentSettings.DEFAULT.lastLines();

    public final String getDeploymentConfig() {
        return deploymentConfig;
    }

    @DataBoundSetter
    public final void setDeploymentConfig(String deploymentConfig) {
        this.deploymentConfig = Util.fixEmptyAndTrim(deploymentConfig);
    }

    public final String getDescription() {
        return description;
    }

    @DataBoundSetter
    public final void setDescription(String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    public final String getFileExistsBehavior() {
        return fileExistsBehavior;
    }

    @DataBoundSetter
    public final void setFileExistsBehavior(String fileExistsBehavior) {
        this.fileExistsBehavior = Util.fixEmptyAndTrim(fileExistsBehavior);
    }

    public final String getRollbackOn() {
        return rollbackOn;
    }

    @DataBoundSetter
    public final void setRollbackOn(String rollbackOn) {
        this.rollbackOn = Util.fixEmptyAndTrim(rollbackOn);
    }

    public final String getAlarms() {
        return alarms;
    }

    @DataBoundSetter
    public final void setAlarms(String alarms) {
        this.alarms = Util.fixEmptyAndTrim(alarms);
    }

    public final List<TargetTag> getTargetTags() {
        return List.copyOf(targetTags);
    }

    @DataBoundSetter
    public final void setTargetTags(List<TargetTag> targetTags) {
        this.targetTags = new ArrayList<>(Util.fixNull(targetTags));
    }

    public final String getTargetGroups() {
        return targetGroups;
    }

    @DataBoundSetter
    public final void setTargetGroups(String targetGroups) {
        this.targetGroups = Util.fixEmptyAndTrim(targetGroups);
    }

    public final boolean isIgnoreApplicationStopFailures() {
        return ignoreApplicationStopFailures;
    }

    @DataBoundSetter
    public final void setIgnoreApplicationStopFailures(boolean ignoreApplicationStopFailures) {
        this.ignoreApplicationStopFailures = ignoreApplicationStopFailures;
    }

    public final boolean isUpdateOutdatedInstancesOnly() {
        return updateOutdatedInstancesOnly;
    }

    @DataBoundSetter
    public final void setUpdateOutdatedInstancesOnly(boolean updateOutdatedInstancesOnly) {
        this.updateOutdatedInstancesOnly = updateOutdatedInstancesOnly;
    }

    public final boolean isWaitForEnd() {
        return waitForEnd;
    }

    @DataBoundSetter
    public final void setWaitForEnd(boolean waitForEnd) {
        this.waitForEnd = waitForEnd;
    }

    public final boolean isWaitForOther() {
        return waitForOther;
    }

    @DataBoundSetter
    public final void setWaitForOther(boolean waitForOther) {
        this.waitForOther = waitForOther;
    }

    public final boolean isTerminateOriginals() {
        return terminateOriginals;
    }

    @DataBoundSetter
    public final void setTerminateOriginals(boolean terminateOriginals) {
        this.terminateOriginals = terminateOriginals;
    }

    public final String getOnReady() {
        return onReady;
    }

    @DataBoundSetter
    public final void setOnReady(String onReady) {
        this.onReady = Util.fixEmptyAndTrim(onReady) == null ? "continue" : onReady.trim();
    }

    public final int getLastLines() {
        return lastLines;
    }

    @DataBoundSetter
    public final void setLastLines(int lastLines) {
        this.lastLines = lastLines;
    }

    @Override
    protected final String usualOnAbort() {
        return "stop";
    }

    /** @throws ParameterException naming field and value */
    final DeploymentSettings settings(String approvedAt) {
        return new DeploymentSettings(
                Choice.of("onReady", onReady, ON_READY),
                abortMode(ON_ABORT),
                waitForEnd,
                waitForOther,
                terminateOriginals,
                lastLines,
                approvedAt);
    }

    /**
     * What is asked of CodeDeploy.
     *
     * @param taskDefinition null if none is registered
     * @throws ParameterException naming field and value
     */
    final DeploymentRequest request(
            Run<?, ?> run, String application, String group, Revision revision, NewTaskDefinition taskDefinition) {
        String said = description == null ? run.getFullDisplayName() : description;
        String fits = description == null && said.length() > DeploymentRequest.LONGEST_DESCRIPTION
                ? said.substring(0, DeploymentRequest.LONGEST_DESCRIPTION)
                : said;
        return new DeploymentRequest(
                application,
                group,
                revision,
                taskDefinition,
                deploymentConfig,
                fits,
                fileExistsBehavior,
                names(rollbackOn),
                names(alarms),
                targetTags.stream().map(TargetTag::toFilter).toList(),
                targetGroups == null ? List.of() : names(targetGroups),
                ignoreApplicationStopFailures,
                updateOutdatedInstancesOnly);
    }

    /** Null as the group has it, empty for none. */
    static List<String> names(String text) {
        if (text == null) {
            return null;
        }
        return text.equals(NONE)
                ? List.of()
                : Arrays.stream(text.split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }
}
