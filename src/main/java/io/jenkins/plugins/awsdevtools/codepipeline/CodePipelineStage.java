package io.jenkins.plugins.awsdevtools.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageProgress;
import java.io.Serializable;
import java.time.Instant;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A stage that an execution entered, in what {@code codePipeline} returns. */
public final class CodePipelineStage implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String status;
    private final String startTime;
    private final String endTime;

    CodePipelineStage(StageProgress stage) {
        this.name = stage.name();
        this.status = stage.status();
        this.startTime = shown(stage.started());
        this.endTime = stage.ended() ? shown(stage.changed()) : "";
    }

    private static String shown(Instant moment) {
        return moment == null ? "" : moment.toString();
    }

    @Whitelisted
    public String getName() {
        return name;
    }

    /** {@code Succeeded}, {@code Failed}, {@code Stopped} or {@code InProgress}. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** When its first action began, as in {@code 2026-03-01T09:34:46Z}. */
    @Whitelisted
    public String getStartTime() {
        return startTime;
    }

    /** When its last action ended, as in {@code 2026-03-01T09:34:51Z}; empty while the execution is in it. */
    @Whitelisted
    public String getEndTime() {
        return endTime;
    }
}
