package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Objects;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;

/**
 * A pull request as GetPullRequest tells it. CodeCommit has one target for each, and source and destination are branches
 * of the same repository ("You can only have one target", CreatePullRequest).
 *
 * @param source branch, without {@code refs/heads/}; never changes
 * @param destination branch; never changes
 * @param author ARN
 * @param revision what approvals are for; changes with each push to the source
 */
public record PullRequest(
        String id,
        String repository,
        String title,
        String author,
        boolean open,
        String source,
        String destination,
        String sourceCommit,
        String destinationCommit,
        String revision) {

    private static final String HEADS = "refs/heads/";

    public PullRequest {
        Objects.requireNonNull(id);
        Objects.requireNonNull(repository);
        Objects.requireNonNull(source);
        Objects.requireNonNull(destination);
    }

    static PullRequest of(software.amazon.awssdk.services.codecommit.model.PullRequest told) {
        PullRequestTarget target = told.pullRequestTargets().get(0);
        return new PullRequest(
                told.pullRequestId(),
                target.repositoryName(),
                told.title() == null ? "" : told.title(),
                told.authorArn() == null ? "" : told.authorArn(),
                "OPEN".equals(told.pullRequestStatusAsString()),
                branch(target.sourceReference()),
                branch(target.destinationReference()),
                target.sourceCommit(),
                target.destinationCommit(),
                told.revisionId());
    }

    private static String branch(String reference) {
        return reference.startsWith(HEADS) ? reference.substring(HEADS.length()) : reference;
    }

    /** The author's name as the end of the ARN has it. */
    public String authorName() {
        return author.replaceFirst(".*[/:]", "");
    }
}
