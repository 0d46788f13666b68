package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Batches by id, through BatchGetBuildBatches, for one identity. */
record BatchStatusSource(AwsClients clients, AwsAccess access) implements AskedSource<String, BatchSnapshot> {

    /** "ids: Minimum number of 0 items. Maximum number of 100 items" (BatchGetBuildBatches, API Reference). */
    static final int BATCH = 100;

    @Override
    public String operation() {
        return "codebuild:BatchGetBuildBatches";
    }

    /**
     * Nobody: CodeBuild sends events of builds, of their phases and of fleets, but none of a batch ("AWS CodeBuild events",
     * Amazon EventBridge Events Reference), so no queue tells when it ends.
     */
    @Override
    public Optional<AwsAccess> caller() {
        return Optional.empty();
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public CompletionStage<Map<String, BatchSnapshot>> read(List<String> ids) {
        return clients.codeBuild(access)
                .batchGetBuildBatches(request -> request.ids(ids))
                .thenApply(answer -> AskedSource.byId(answer.buildBatches(), BatchSnapshot::of, BatchSnapshot::id));
    }
}
