package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;

/**
 * Whether a build will have the artifacts that are wanted of it, asked of its project before anything is started. It costs
 * one BatchGetProjects, and none if the request says itself where all artifacts go.
 */
public record ArtifactCheck(AwsClients clients, AwsAccess access) {

    private static final String S3 = "S3";

    /** What is known of the artifacts of a build's project; null if AWS does not say. */
    private record Declared(boolean primary, List<String> secondary) {

        static Declared of(Project project) {
            return new Declared(
                    project.artifacts() != null && S3.equals(project.artifacts().typeAsString()),
                    project.secondaryArtifacts().stream()
                            .map(ProjectArtifacts::artifactIdentifier)
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    /**
     * Checks. If AWS does not let the project be read, or does not know it, nothing is said: the start tells that better.
     *
     * @param identifiers that are wanted; all if empty
     * @return fails with {@link ParameterException} naming an artifact that the build would not have, or if it would have
     *     none
     */
    public CompletionStage<Boolean> check(BuildRequest request, List<String> identifiers) {
        BuildOverrides overrides = request.overrides();
        boolean allSaid =
                overrides.artifacts() != null && !overrides.secondaryArtifacts().isEmpty();
        CompletionStage<Declared> declared = allSaid
                ? CompletableFuture.completedFuture(new Declared(false, List.of()))
                : clients.codeBuild(access)
                        .batchGetProjects(call -> call.names(request.project()))
                        .handle((answer, failure) ->
                                failure != null || answer.projects().isEmpty()
                                        ? null
                                        : Declared.of(answer.projects().get(0)));
        return declared.thenApply(project -> {
            if (project != null) {
                compare(identifiers, known(project, overrides));
            }
            return true;
        });
    }

    private static Set<String> known(Declared project, BuildOverrides overrides) {
        List<String> known = new ArrayList<>();
        boolean primary = overrides.artifacts() == null
                ? project.primary()
                : S3.equals(overrides.artifacts().type());
        if (primary) {
            known.add(ArtifactObjects.PRIMARY);
        }
        if (overrides.secondaryArtifacts().isEmpty()) {
            known.addAll(project.secondary());
        } else {
            overrides.secondaryArtifacts().stream()
                    .filter(artifacts -> S3.equals(artifacts.type()))
                    .forEach(artifacts -> known.add(artifacts.identifier()));
        }
        return new LinkedHashSet<>(known);
    }

    private static void compare(List<String> identifiers, Set<String> known) {
        if (known.isEmpty()) {
            throw new ParameterException(
                    "fetchArtifacts", String.join(", ", identifiers), Texts.of("codebuild.artifact.none"));
        }
        for (String identifier : identifiers) {
            if (!known.contains(identifier)) {
                throw new ParameterException(
                        "identifiers", identifier, Texts.of("codebuild.artifact.unknown", String.join(", ", known)));
            }
        }
    }
}
