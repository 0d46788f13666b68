package io.jenkins.plugins.awsdevtools.codebuild;

import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildArtifact;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildPhase;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSnapshot;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code codeBuild} returns to a Pipeline, which may read all of it in the sandbox. */
public final class CodeBuildResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final String arn;
    private final long number;
    private final String status;
    private final String reason;
    private final String logLink;
    private final String sourceVersion;
    private final HashMap<String, Long> phases = new HashMap<>();
    private final HashMap<String, String> exportedVariables;
    private final ArrayList<String> artifacts = new ArrayList<>();

    CodeBuildResult(BuildSnapshot build) {
        this.id = build.id();
        this.arn = build.arn();
        this.number = build.number();
        this.status = build.status().name();
        this.reason = build.reason();
        this.logLink = build.log() == null ? null : build.log().deepLink();
        this.sourceVersion =
                build.resolvedSourceVersion() == null ? build.sourceVersion() : build.resolvedSourceVersion();
        for (BuildPhase phase : build.phases()) {
            phases.put(phase.type(), phase.duration().map(Duration::toSeconds).orElse(0L));
        }
        this.exportedVariables = new HashMap<>(build.exportedVariables());
        for (BuildArtifact artifact : build.artifacts()) {
            artifacts.add(artifact.location());
        }
    }

    /** {@code project:uuid}. */
    @Whitelisted
    public String getId() {
        return id;
    }

    @Whitelisted
    public String getArn() {
        return arn;
    }

    /** The build's number in its project. */
    @Whitelisted
    public long getNumber() {
        return number;
    }

    /** {@code SUCCEEDED}, {@code FAILED}, {@code FAULT}, {@code TIMED_OUT} or {@code STOPPED}. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** Why it failed, in a few words: the phase and its message; empty if it did not. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** The log's page in the AWS console, or null. */
    @Whitelisted
    public String getLogLink() {
        return logLink;
    }

    /** The commit that was built, if CodeBuild says, else the version that was asked for, or null. */
    @Whitelisted
    public String getSourceVersion() {
        return sourceVersion;
    }

    /** Seconds by phase. */
    @Whitelisted
    public Map<String, Long> getPhases() {
        return phases;
    }

    @Whitelisted
    public Map<String, String> getExportedVariables() {
        return exportedVariables;
    }

    /** The ARNs of the artifacts in S3, the primary one first. */
    @Whitelisted
    public List<String> getArtifacts() {
        return artifacts;
    }
}
