package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds by id, through BatchGetBuilds, for one identity. */
record BuildStatusSource(AwsClients clients, AwsAccess access) implements StatusSource<String, BuildSnapshot> {

    /** "ids: Minimum number of 1 item. Maximum number of 100 items" (BatchGetBuilds, AWS CodeBuild API Reference). */
    static final int BATCH = 100;

    @Override
    public String operation() {
        return "codebuild:BatchGetBuilds";
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public Optional<AwsAccess> caller() {
        return Optional.of(access);
    }

    @Override
    public CompletionStage<Map<String, BuildSnapshot>> read(List<String> ids) {
        return clients.codeBuild(access)
                .batchGetBuilds(request -> request.ids(ids))
                .thenApply(answer -> answer.builds().stream()
                        .map(BuildSnapshot::of)
                        .collect(Collectors.toMap(BuildSnapshot::id, Function.identity(), (first, second) -> second)));
    }
}
