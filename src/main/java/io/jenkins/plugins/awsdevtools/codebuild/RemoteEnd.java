package io.jenkins.plugins.awsdevtools.codebuild;

import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildArtifact;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportSummary;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a build or a batch ended, as a step concludes from it.
 *
 * @param failureText what the step fails with if it did not succeed
 * @param value what the step gives otherwise
 * @param page shows the reports once they are read
 */
record RemoteEnd(
        boolean succeeded,
        String failureText,
        List<String> reportArns,
        List<BuildArtifact> artifacts,
        Serializable value,
        Consumer<List<ReportSummary>> page) {}
