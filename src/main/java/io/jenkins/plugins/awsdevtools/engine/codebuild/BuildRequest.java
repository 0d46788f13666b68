package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is asked of CodeBuild: a project, and what differs from its settings. Null or empty means as the project has it.
 *
 * @param project the name, or the ARN of a project that another account shares
 * @param sourceVersion a commit, branch, tag, pull request or S3 version
 * @param variables added to the project's; the last of a name holds
 * @param buildspec the whole text of a buildspec, or the path or S3 ARN of one
 * @param timeoutMinutes 5 to 2160
 * @param queuedTimeoutMinutes 5 to 480
 */
public record BuildRequest(
        String project,
        String sourceVersion,
        List<EnvironmentVariable> variables,
        String buildspec,
        Integer timeoutMinutes,
        Integer queuedTimeoutMinutes,
        BuildOverrides overrides) {

    /** {@code ProjectName} of the CodeBuild API. */
    private static final Pattern PROJECT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");

    private static final Pattern PROJECT_ARN =
            Pattern.compile("arn:aws[a-z-]*:codebuild:[a-z0-9-]+:[0-9]{12}:project/[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");

    /** {@code BuildTimeOut} and {@code TimeOut} of the CodeBuild API, minutes. */
    public static final int LONGEST_TIMEOUT = 2160;

    public static final int LONGEST_QUEUED_TIMEOUT = 480;

    private static final int SHORTEST_TIMEOUT = 5;

    /** @throws ParameterException if CodeBuild would refuse a value */
    public BuildRequest {
        checkProject(project);
        Objects.requireNonNull(overrides);
        sourceVersion = Checks.emptyToNull(sourceVersion);
        buildspec = buildspec == null || buildspec.isBlank() ? null : buildspec;
        variables = List.copyOf(variables);
        checkTimeout("timeoutMinutes", timeoutMinutes, LONGEST_TIMEOUT);
        checkTimeout("queuedTimeoutMinutes", queuedTimeoutMinutes, LONGEST_QUEUED_TIMEOUT);
        Checks.must(
                queuedTimeoutMinutes == null || !overrides.environment().isLambda(),
                "queuedTimeoutMinutes",
                queuedTimeoutMinutes,
                "codebuild.environment.noQueue");
    }

    /** The project as it is set up, nothing overridden. */
    public static BuildRequest of(String project) {
        return new BuildRequest(project, null, List.of(), null, null, null, BuildOverrides.NONE);
    }

    /** With one more variable, which takes the place of one of the same name. */
    public BuildRequest withVariable(EnvironmentVariable variable) {
        List<EnvironmentVariable> all = new ArrayList<>(variables);
        all.removeIf(existing -> existing.name().equals(variable.name()));
        all.add(variable);
        return new BuildRequest(
                project, sourceVersion, all, buildspec, timeoutMinutes, queuedTimeoutMinutes, overrides);
    }

    /** From another source, at a version of it; null for the newest. */
    public BuildRequest withSource(SourceOverride source, String version) {
        return new BuildRequest(
                project,
                version,
                variables,
                buildspec,
                timeoutMinutes,
                queuedTimeoutMinutes,
                overrides.withSource(source));
    }

    /** @throws ParameterException if no project can have this name */
    public static void checkProject(String project) {
        if (project == null || project.isBlank()) {
            throw new ParameterException("project", project, Texts.of("codebuild.project.none"));
        }
        boolean arn = project.startsWith("arn:");
        if (!(arn ? PROJECT_ARN : PROJECT_NAME).matcher(project).matches()) {
            throw new ParameterException(
                    "project", project, Texts.of(arn ? "codebuild.project.badArn" : "codebuild.project.badName"));
        }
    }

    /** @throws ParameterException if the build cannot be given this many minutes; null is the project's own */
    public static void checkTimeout(String field, Integer minutes, int longest) {
        if (minutes != null && (minutes < SHORTEST_TIMEOUT || minutes > longest)) {
            throw new ParameterException(field, minutes, Texts.of("codebuild.timeout", SHORTEST_TIMEOUT, longest));
        }
    }

    /** Without the path of an ARN: what builds' ids begin with. */
    String projectName() {
        return project.substring(project.lastIndexOf('/') + 1);
    }

    List<software.amazon.awssdk.services.codebuild.model.EnvironmentVariable> variablesToAws() {
        return variables.stream()
                .map(variable -> software.amazon.awssdk.services.codebuild.model.EnvironmentVariable.builder()
                        .name(variable.name())
                        .value(variable.value())
                        .type(variable.type().name())
                        .build())
                .toList();
    }
}
