package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;

/**
 * CodeCommit's errors. Every one has status 400.
 *
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/APIReference/CommonErrors.html">Common errors</a>
 */
final class CodeCommitErrors {
    private static final int BAD_REQUEST = 400;

    private CodeCommitErrors() {}

    /** An error whose code is the name with {@code Exception} behind it. */
    static AwsError of(String name, String message) {
        return new AwsError(name + "Exception", BAD_REQUEST, message);
    }

    static AwsError noRepository(String name) {
        return of("RepositoryDoesNotExist", name + " does not exist");
    }

    static AwsError noBranch(String branch) {
        return of("BranchDoesNotExist", "The branch " + branch + " does not exist");
    }

    static AwsError noCommit(String specifier) {
        return of("CommitDoesNotExist", "Could not resolve commit: " + specifier);
    }

    static AwsError noPullRequest(String id) {
        return of("PullRequestDoesNotExist", "Pull request " + id + " does not exist");
    }
}
