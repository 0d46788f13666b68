package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The heads of branches, through GetBranch, for one identity. */
record BranchStatusSource(AwsClients clients, AwsAccess access, Duration every)
        implements AskedSource<BranchKey, BranchHead> {

    @Override
    public String operation() {
        return "codecommit:GetBranch";
    }

    /** GetBranch takes one branch. */
    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public CompletionStage<Map<BranchKey, BranchHead>> read(List<BranchKey> keys) {
        CodeCommitApi api = new CodeCommitApi(clients, access);
        BranchKey key = keys.get(0);
        return Refusals.asStatus(
                        api.head(key.repository(), key.branch()).thenApply(BranchHead::at),
                        api.call("GetBranch", key.toString()),
                        BranchHead::refused)
                .thenApply(head -> Map.of(key, head));
    }

    @Override
    public Duration interval(Duration usual) {
        return every;
    }
}
