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

/** Batches by id, through BatchGetBuildBatches, for one identity. */
record BatchStatusSource(AwsClients clients, AwsAccess access) implements StatusSource<String, BatchSnapshot> {

    /** "ids: Minimum number of 0 items. Maximum number of 100 items" (BatchGetBuildBatches, API Reference). */
    static final int BATCH = 100;

    @Override
    public String operation() {
        return "codebuild:BatchGetBuildBatches";
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
    public CompletionStage<Map<String, BatchSnapshot>> read(List<String> ids) {
        return clients.codeBuild(access)
                .batchGetBuildBatches(request -> request.ids(ids))
                .thenApply(answer -> answer.buildBatches().stream()
                        .map(BatchSnapshot::of)
                        .collect(Collectors.toMap(BatchSnapshot::id, Function.identity(), (first, second) -> second)));
    }
}
