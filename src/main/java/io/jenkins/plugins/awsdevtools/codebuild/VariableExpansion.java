package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.EnvVars;
import hudson.Util;

/** A freestyle job writes {@code $NAME} where a Pipeline writes Groovy. The buildspec is left as it is. */
final class VariableExpansion {

    private final EnvVars variables;

    VariableExpansion(EnvVars variables) {
        this.variables = variables;
    }

    CodeBuildStep of(CodeBuildStep step) {
        CodeBuildStep expanded = new CodeBuildStep(expand(step.getProject()));
        expanded.setConnection(expand(step.getConnection()));
        expanded.setSourceVersion(expand(step.getSourceVersion()));
        expanded.setEnvironment(step.getEnvironment().stream().map(this::expand).toList());
        expanded.setBuildspec(step.getBuildspec());
        expanded.setBuildspecFile(expand(step.getBuildspecFile()));
        expanded.setTimeoutMinutes(step.getTimeoutMinutes());
        expanded.setQueuedTimeoutMinutes(step.getQueuedTimeoutMinutes());
        expanded.setImage(expand(step.getImage()));
        expanded.setComputeType(step.getComputeType());
        expanded.setEnvironmentType(step.getEnvironmentType());
        expanded.setPrivileged(step.isPrivileged());
        expanded.setLog(step.getLog());
        expanded.setLastLines(step.getLastLines());
        expanded.setOnAbort(step.getOnAbort());
        expanded.setPropagate(step.isPropagate());
        return expanded;
    }

    private BuildVariable expand(BuildVariable variable) {
        BuildVariable expanded = new BuildVariable(variable.getName(), expand(variable.getValue()));
        expanded.setType(variable.getType());
        return expanded;
    }

    private String expand(String text) {
        return Util.replaceMacro(text, variables);
    }
}
