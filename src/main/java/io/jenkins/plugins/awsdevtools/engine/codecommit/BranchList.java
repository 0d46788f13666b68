package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.List;
import java.util.Optional;

/**
 * What ListBranches told of a repository.
 *
 * @param refusal why AWS does not tell, as in {@link BranchHead}
 */
public record BranchList(List<String> names, Optional<AwsFailure> refusal) {

    public BranchList {
        names = List.copyOf(names);
    }

    static BranchList of(List<String> names) {
        return new BranchList(names, Optional.empty());
    }

    static BranchList refused(AwsFailure failure) {
        return new BranchList(List.of(), Optional.of(failure));
    }
}
