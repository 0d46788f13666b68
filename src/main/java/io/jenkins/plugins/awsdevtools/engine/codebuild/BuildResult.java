package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import java.util.List;

/**
 * How a build ended.
 *
 * @param lastLines the end of its log; empty if it succeeded or the log was not wanted
 * @param earlier attempts that were made before, oldest first
 */
public record BuildResult(BuildSnapshot build, List<String> lastLines, List<BuildAttempt> earlier) {

    public BuildResult {
        lastLines = List.copyOf(lastLines);
        earlier = List.copyOf(earlier);
    }

    public boolean succeeded() {
        return build.status() == BuildStatus.SUCCEEDED;
    }

    /** In a few lines: which build failed, in which phase, with which message, and the end of its log. */
    public String failureText() {
        return LogText.cleanText(BuildTexts.failure(this));
    }
}
