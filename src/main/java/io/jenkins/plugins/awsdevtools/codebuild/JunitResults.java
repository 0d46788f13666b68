package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.tasks.junit.JUnitResultArchiver;
import hudson.tasks.junit.TestResultAction;
import hudson.tasks.test.PipelineTestDetails;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;

/** JUnit files as test results of a Jenkins build. Loaded only where the JUnit plugin is. */
final class JunitResults {

    private JunitResults() {}

    /**
     * Adds the files of a folder of the controller to the test results that the build has already. Those of this step are
     * not added twice, as a process would that follows one that was killed just after.
     */
    static void add(RunContext context, Path folder) throws IOException, InterruptedException {
        TestResultAction there = context.run().getAction(TestResultAction.class);
        if (there != null
                && there.getResult().getSuites().stream()
                        .anyMatch(suite -> context.key().equals(suite.getNodeId()))) {
            return;
        }
        TaskListener listener = context.listener();
        JUnitResultArchiver task = new JUnitResultArchiver("*.xml");
        task.setAllowEmptyResults(true);
        PipelineTestDetails details = new PipelineTestDetails();
        details.setNodeId(context.key());
        JUnitResultArchiver.parseAndSummarize(
                task,
                details,
                context.run(),
                new FilePath(folder.toFile()),
                new Launcher.LocalLauncher(listener),
                listener);
    }
}
