package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.work.StartRules;
import java.time.Duration;

/** How long CodeBuild is given for what a run waits for. */
public final class BuildPatience {

    /** The longest queue (480 min) and the longest build or batch (2160 min) that CodeBuild allows, and a day. */
    public static final Duration WATCH = Duration.ofMinutes(480 + 2160 + 1440);

    /**
     * The tokens of StartBuild, RetryBuild, StartBuildBatch and RetryBuildBatch hold five minutes (idempotencyToken, AWS
     * CodeBuild API Reference), less a margin. What was started is listed by then.
     */
    static final StartRules START = new StartRules(Duration.ofMinutes(4), Duration.ZERO, Duration.ofMinutes(30));

    private BuildPatience() {}
}
