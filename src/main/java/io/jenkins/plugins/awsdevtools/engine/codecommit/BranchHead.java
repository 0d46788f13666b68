package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.Optional;

/**
 * What GetBranch told of a branch.
 *
 * @param commit empty if the repository has no such branch, or if AWS refused to tell
 * @param refusal why AWS does not tell: something is wrong with this repository or the permission for it, so that the
 *     branches of others are read on
 */
public record BranchHead(Optional<String> commit, Optional<AwsFailure> refusal) {

    static BranchHead at(Optional<String> commit) {
        return new BranchHead(commit, Optional.empty());
    }

    static BranchHead refused(AwsFailure failure) {
        return new BranchHead(Optional.empty(), Optional.of(failure));
    }
}
