package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Builds by id, through BatchGetBuilds, for one identity. */
record BuildStatusSource(AwsClients clients, AwsAccess access) implements AskedSource<String, BuildSnapshot> {

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
    public CompletionStage<Map<String, BuildSnapshot>> read(List<String> ids) {
        return clients.codeBuild(access)
                .batchGetBuilds(request -> request.ids(ids))
                .thenApply(answer -> AskedSource.byId(answer.builds(), BuildSnapshot::of, BuildSnapshot::id));
    }
}
