package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildOverrides;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentOverride;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentVariable;
import io.jenkins.plugins.awsdevtools.engine.codebuild.LogsOverride;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SecondarySource;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What differs from the project's settings: the parameters that a build and a batch have in common, as they are written.
 *
 * @param <R> what the work leads to
 */
public abstract class OverridableStep<R> extends FollowingStep<R> {

    private static final long serialVersionUID = 1L;

    private final String project;
    private List<BuildVariable> environment = new ArrayList<>();
    private String sourceVersion;
    private String buildspec;
    private String buildspecFile;
    private Integer timeoutMinutes;
    private Integer queuedTimeoutMinutes;
    private String image;
    private String computeType;
    private String environmentType;
    private Boolean privilegedMode;
    private String certificate;
    private String registryCredential;
    private String imagePullCredentials;
    private SourceLocation source;
    private List<SecondarySourceSetting> secondarySources = new ArrayList<>();
    private ArtifactsSetting artifacts;
    private List<SecondaryArtifactsSetting> secondaryArtifacts = new ArrayList<>();
    private CacheSetting cache;
    private CloudWatchLogsSetting cloudWatchLogs;
    private S3LogsSetting s3Logs;
    private String serviceRole;
    private String encryptionKey;
    private boolean debugSession;

    /** Read from configurations in which off could not be told from the project's own. */
    private transient boolean privileged;

    protected OverridableStep(String project) {
        this.project = Util.fixNull(project).trim();
    }

    public final String getProject() {
        return project;
    }

    public final List<BuildVariable> getEnvironment() {
        return List.copyOf(environment);
    }

    @DataBoundSetter
    public final void setEnvironment(List<BuildVariable> environment) {
        this.environment = new ArrayList<>(Util.fixNull(environment));
    }

    public final String getSourceVersion() {
        return sourceVersion;
    }

    @DataBoundSetter
    public final void setSourceVersion(String sourceVersion) {
        this.sourceVersion = Util.fixEmptyAndTrim(sourceVersion);
    }

    public final String getBuildspec() {
        return buildspec;
    }

    @DataBoundSetter
    public final void setBuildspec(String buildspec) {
        this.buildspec = Util.fixEmpty(buildspec);
    }

    public final String getBuildspecFile() {
        return buildspecFile;
    }

    @DataBoundSetter
    public final void setBuildspecFile(String buildspecFile) {
        this.buildspecFile = Util.fixEmptyAndTrim(buildspecFile);
    }

    public final Integer getTimeoutMinutes() {
        return timeoutMinutes;
    }

    @DataBoundSetter
    public final void setTimeoutMinutes(Integer timeoutMinutes) {
        this.timeoutMinutes = timeoutMinutes;
    }

    public final Integer getQueuedTimeoutMinutes() {
        return queuedTimeoutMinutes;
    }

    @DataBoundSetter
    public final void setQueuedTimeoutMinutes(Integer queuedTimeoutMinutes) {
        this.queuedTimeoutMinutes = queuedTimeoutMinutes;
    }

    public final String getImage() {
        return image;
    }

    @DataBoundSetter
    public final void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public final String getComputeType() {
        return computeType;
    }

    @DataBoundSetter
    public final void setComputeType(String computeType) {
        this.computeType = Util.fixEmptyAndTrim(computeType);
    }

    public final String getEnvironmentType() {
        return environmentType;
    }

    @DataBoundSetter
    public final void setEnvironmentType(String environmentType) {
        this.environmentType = Util.fixEmptyAndTrim(environmentType);
    }

    /** Null for the project's own. */
    public final Boolean getPrivileged() {
        return privilegedMode;
    }

    @DataBoundSetter
    public final void setPrivileged(Boolean privileged) {
        this.privilegedMode = privileged;
    }

    public final String getCertificate() {
        return certificate;
    }

    @DataBoundSetter
    public final void setCertificate(String certificate) {
        this.certificate = Util.fixEmptyAndTrim(certificate);
    }

    public final String getRegistryCredential() {
        return registryCredential;
    }

    @DataBoundSetter
    public final void setRegistryCredential(String registryCredential) {
        this.registryCredential = Util.fixEmptyAndTrim(registryCredential);
    }

    public final String getImagePullCredentials() {
        return imagePullCredentials;
    }

    @DataBoundSetter
    public final void setImagePullCredentials(String imagePullCredentials) {
        this.imagePullCredentials = Util.fixEmptyAndTrim(imagePullCredentials);
    }

    public final SourceLocation getSource() {
        return source;
    }

    @DataBoundSetter
    public final void setSource(SourceLocation source) {
        this.source = source;
    }

    public final List<SecondarySourceSetting> getSecondarySources() {
        return List.copyOf(secondarySources);
    }

    @DataBoundSetter
    public final void setSecondarySources(List<SecondarySourceSetting> secondarySources) {
        this.secondarySources = new ArrayList<>(Util.fixNull(secondarySources));
    }

    public final ArtifactsSetting getArtifacts() {
        return artifacts;
    }

    @DataBoundSetter
    public final void setArtifacts(ArtifactsSetting artifacts) {
        this.artifacts = artifacts;
    }

    public final List<SecondaryArtifactsSetting> getSecondaryArtifacts() {
        return List.copyOf(secondaryArtifacts);
    }

    @DataBoundSetter
    public final void setSecondaryArtifacts(List<SecondaryArtifactsSetting> secondaryArtifacts) {
        this.secondaryArtifacts = new ArrayList<>(Util.fixNull(secondaryArtifacts));
    }

    public final CacheSetting getCache() {
        return cache;
    }

    @DataBoundSetter
    public final void setCache(CacheSetting cache) {
        this.cache = cache;
    }

    public final CloudWatchLogsSetting getCloudWatchLogs() {
        return cloudWatchLogs;
    }

    @DataBoundSetter
    public final void setCloudWatchLogs(CloudWatchLogsSetting cloudWatchLogs) {
        this.cloudWatchLogs = cloudWatchLogs;
    }

    public final S3LogsSetting getS3Logs() {
        return s3Logs;
    }

    @DataBoundSetter
    public final void setS3Logs(S3LogsSetting s3Logs) {
        this.s3Logs = s3Logs;
    }

    public final String getServiceRole() {
        return serviceRole;
    }

    @DataBoundSetter
    public final void setServiceRole(String serviceRole) {
        this.serviceRole = Util.fixEmptyAndTrim(serviceRole);
    }

    public final String getEncryptionKey() {
        return encryptionKey;
    }

    @DataBoundSetter
    public final void setEncryptionKey(String encryptionKey) {
        this.encryptionKey = Util.fixEmptyAndTrim(encryptionKey);
    }

    public final boolean isDebugSession() {
        return debugSession;
    }

    @DataBoundSetter
    public final void setDebugSession(boolean debugSession) {
        this.debugSession = debugSession;
    }

    /**
     * What is asked of CodeBuild.
     *
     * @param asked the project
     * @param buildspecText takes the place of the inline buildspec; null if there is none
     * @param more variables that are added to the step's
     * @param fleet the ARN of a fleet, or null
     * @param autoRetryLimit of CodeBuild's own, or null
     * @throws ParameterException naming field and value
     */
    final BuildRequest requestOf(
            String asked, String buildspecText, List<EnvironmentVariable> more, String fleet, Integer autoRetryLimit) {
        if (buildspec != null && buildspecFile != null) {
            throw new ParameterException("buildspecFile", buildspecFile, Messages.CodeBuildStep_twoBuildspecs());
        }
        List<EnvironmentVariable> variables = new ArrayList<>(more);
        environment.forEach(variable -> variables.add(variable.toVariable()));
        return new BuildRequest(
                asked,
                sourceVersion,
                variables,
                buildspecText == null ? buildspec : buildspecText,
                timeoutMinutes,
                queuedTimeoutMinutes,
                overrides(fleet, autoRetryLimit));
    }

    private BuildOverrides overrides(String fleet, Integer autoRetryLimit) {
        List<SecondarySource> sources = secondarySources.stream()
                .map(SecondarySourceSetting::toSecondary)
                .toList();
        List<ArtifactsOverride> secondary = secondaryArtifacts.stream()
                .map(SecondaryArtifactsSetting::toOverride)
                .toList();
        return new BuildOverrides(
                source == null ? SourceOverride.NONE : source.toOverride(),
                sources,
                new EnvironmentOverride(
                        image,
                        computeType,
                        environmentType,
                        fleet,
                        privilegedMode,
                        certificate,
                        registryCredential,
                        imagePullCredentials),
                artifacts == null ? null : artifacts.toOverride(),
                secondary,
                cache == null ? null : cache.toOverride(),
                new LogsOverride(
                        cloudWatchLogs == null ? null : cloudWatchLogs.toOverride(),
                        s3Logs == null ? null : s3Logs.toOverride()),
                serviceRole,
                encryptionKey,
                debugSession ? Boolean.TRUE : null,
                autoRetryLimit);
    }

    /** An older configuration had true for on, and false for the project's own. */
    protected Object readResolve() {
        privilegedMode = privileged ? Boolean.TRUE : privilegedMode;
        privileged = false;
        return this;
    }
}
