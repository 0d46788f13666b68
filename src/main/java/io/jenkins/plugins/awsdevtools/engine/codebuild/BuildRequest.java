package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;

/**
 * What is asked of CodeBuild: a project, and what differs from its settings. Null or empty means as the project has it.
 *
 * @param project the name, or the ARN of a project that another account shares
 * @param sourceVersion a commit, branch, tag, pull request or S3 version
 * @param variables added to the project's; the last of a name holds
 * @param buildspec the whole text of a buildspec, or the path or S3 ARN of one
 * @param timeoutMinutes 5 to 2160
 * @param queuedTimeoutMinutes 5 to 480
 * @param image of the build environment
 * @param computeType for example {@code BUILD_GENERAL1_SMALL}
 * @param environmentType for example {@code LINUX_CONTAINER}
 * @param privileged whether the build may run Docker itself
 */
public record BuildRequest(
        String project,
        String sourceVersion,
        List<EnvironmentVariable> variables,
        String buildspec,
        Integer timeoutMinutes,
        Integer queuedTimeoutMinutes,
        String image,
        String computeType,
        String environmentType,
        Boolean privileged) {

    /** {@code ProjectName} of the CodeBuild API. */
    private static final Pattern PROJECT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");

    private static final Pattern PROJECT_ARN =
            Pattern.compile("arn:aws[a-z-]*:codebuild:[a-z0-9-]+:[0-9]{12}:project/[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");

    /** {@code BuildTimeOut} and {@code TimeOut} of the CodeBuild API, minutes. */
    private static final int SHORTEST_TIMEOUT = 5;

    private static final int LONGEST_TIMEOUT = 2160;
    private static final int LONGEST_QUEUED_TIMEOUT = 480;

    /** @throws ParameterException if CodeBuild would refuse a value */
    public BuildRequest {
        checkProject(project);
        sourceVersion = emptyToNull(sourceVersion);
        buildspec = emptyToNull(buildspec);
        image = emptyToNull(image);
        computeType = emptyToNull(computeType);
        environmentType = emptyToNull(environmentType);
        variables = List.copyOf(variables);
        checkTimeout("timeoutMinutes", timeoutMinutes, LONGEST_TIMEOUT);
        checkTimeout("queuedTimeoutMinutes", queuedTimeoutMinutes, LONGEST_QUEUED_TIMEOUT);
        checkKnown("computeType", computeType, names(ComputeType.knownValues()));
        checkKnown("environmentType", environmentType, names(EnvironmentType.knownValues()));
    }

    /** The project as it is set up, nothing overridden. */
    public static BuildRequest of(String project) {
        return new BuildRequest(project, null, List.of(), null, null, null, null, null, null, null);
    }

    /** With one more variable, which takes the place of one of the same name. */
    public BuildRequest withVariable(EnvironmentVariable variable) {
        List<EnvironmentVariable> all = new ArrayList<>(variables);
        all.removeIf(existing -> existing.name().equals(variable.name()));
        all.add(variable);
        return new BuildRequest(
                project,
                sourceVersion,
                all,
                buildspec,
                timeoutMinutes,
                queuedTimeoutMinutes,
                image,
                computeType,
                environmentType,
                privileged);
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

    /** The environment types that CodeBuild offers, in alphabetical order. */
    public static List<String> environmentTypes() {
        return names(EnvironmentType.knownValues());
    }

    /** The compute types that CodeBuild offers, in alphabetical order. */
    public static List<String> computeTypes() {
        return names(ComputeType.knownValues());
    }

    /** Without the path of an ARN: what builds' ids begin with. */
    String projectName() {
        return project.substring(project.lastIndexOf('/') + 1);
    }

    StartBuildRequest toAws(String idempotencyToken) {
        StartBuildRequest.Builder request = StartBuildRequest.builder()
                .projectName(project)
                .idempotencyToken(idempotencyToken)
                .sourceVersion(sourceVersion)
                .buildspecOverride(buildspec)
                .timeoutInMinutesOverride(timeoutMinutes)
                .queuedTimeoutInMinutesOverride(queuedTimeoutMinutes)
                .imageOverride(image)
                .computeTypeOverride(computeType)
                .environmentTypeOverride(environmentType)
                .privilegedModeOverride(privileged);
        if (!variables.isEmpty()) {
            request.environmentVariablesOverride(variables.stream()
                    .map(variable -> software.amazon.awssdk.services.codebuild.model.EnvironmentVariable.builder()
                            .name(variable.name())
                            .value(variable.value())
                            .type(variable.type().name())
                            .build())
                    .toList());
        }
        return request.build();
    }

    private static void checkKnown(String field, String value, List<String> known) {
        if (value != null && !known.contains(value)) {
            Optional<String> closest = ClosestNames.of(value, known).stream().findFirst();
            throw new ParameterException(
                    field,
                    value,
                    closest.map(name -> Texts.of("codebuild.unknownValue.closest", name))
                            .orElseGet(() -> Texts.of("codebuild.unknownValue", String.join(", ", known))));
        }
    }

    private static List<String> names(Iterable<?> values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.toString()));
        names.sort(null);
        return names;
    }

    private static String emptyToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
