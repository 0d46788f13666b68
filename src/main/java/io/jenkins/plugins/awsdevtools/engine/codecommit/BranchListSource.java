package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The names of branches, through ListBranches, for one identity; a call for each page of a repository. */
record BranchListSource(AwsClients clients, AwsAccess access, Duration every)
        implements AskedSource<RepositoryKey, BranchList> {

    @Override
    public String operation() {
        return "codecommit:ListBranches";
    }

    /** ListBranches takes one repository. */
    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public CompletionStage<Map<RepositoryKey, BranchList>> read(List<RepositoryKey> keys) {
        CodeCommitApi api = new CodeCommitApi(clients, access);
        RepositoryKey key = keys.get(0);
        return Refusals.asStatus(
                        api.branches(key.repository()).thenApply(BranchList::of),
                        api.call("ListBranches", key.repository()),
                        BranchList::refused)
                .thenApply(list -> Map.of(key, list));
    }

    @Override
    public Duration interval(Duration usual) {
        return every;
    }
}
