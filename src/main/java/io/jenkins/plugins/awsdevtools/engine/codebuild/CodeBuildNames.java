package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What CodeBuild can list for a form, beside projects. Every stage fails with whatever the SDK threw. */
public record CodeBuildNames(AwsClients clients, AwsAccess access) {

    /** The images that CodeBuild keeps (ListCuratedEnvironmentImages). */
    public CompletionStage<List<String>> images() {
        return clients.codeBuild(access)
                .listCuratedEnvironmentImages(request -> {})
                .thenApply(answer -> answer.platforms().stream()
                        .flatMap(platform -> platform.languages().stream())
                        .flatMap(language -> language.images().stream())
                        .map(image -> image.name())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /**
     * The ARNs of the reserved fleets.
     *
     * @param most where to stop; a page has 100
     */
    public CompletionStage<List<String>> fleets(int most) {
        return fleets(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> fleets(List<String> arns, String pageToken, int most) {
        return clients.codeBuild(access)
                .listFleets(request -> request.nextToken(pageToken))
                .thenCompose(page -> {
                    arns.addAll(page.fleets());
                    return page.nextToken() == null || arns.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(arns))
                            : fleets(arns, page.nextToken(), most);
                });
    }
}
