package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** What a remote build is told about the Jenkins build that started it. */
final class RunVariables {

    private static final int LONGEST_CAUSE = 500;

    private RunVariables() {}

    static List<EnvironmentVariable> of(Run<?, ?> run) {
        List<EnvironmentVariable> variables = new ArrayList<>();
        variables.add(
                EnvironmentVariable.plain("JENKINS_JOB_NAME", run.getParent().getFullName()));
        variables.add(EnvironmentVariable.plain("JENKINS_BUILD_NUMBER", Integer.toString(run.getNumber())));
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            variables.add(EnvironmentVariable.plain("JENKINS_BUILD_URL", root + run.getUrl()));
        }
        String causes = run.getCauses().stream().map(Cause::getShortDescription).collect(Collectors.joining("; "));
        if (!causes.isEmpty()) {
            variables.add(EnvironmentVariable.plain(
                    "JENKINS_BUILD_CAUSE",
                    causes.length() <= LONGEST_CAUSE ? causes : causes.substring(0, LONGEST_CAUSE)));
        }
        return variables;
    }
}
