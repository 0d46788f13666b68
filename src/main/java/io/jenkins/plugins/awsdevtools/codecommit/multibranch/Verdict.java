package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.codecommit.comment.SourceCommit;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Approval;
import java.util.Optional;
import jenkins.scm.api.SCMHead;

/**
 * What the end of a build means for the approval of its pull request. A commit is approved when every project that builds
 * the pull request, as it is and merged, has built that commit with success; the one that ends last approves. Anything but
 * success revokes.
 *
 * @param approval empty to leave it as it is
 * @param reason why it is left as it is; empty if it is not
 */
record Verdict(Optional<Approval> approval, String reason) {

    /** So many builds back one of the same commit is looked for. */
    private static final int MOST_BUILDS = 50;

    /** Looks at the builds as they are now. */
    static Verdict of(Run<?, ?> run, PullRequestHead head) {
        Optional<String> commit = SourceCommit.of(run, head.getId());
        if (run.getResult() != Result.SUCCESS) {
            return new Verdict(Optional.of(new Approval(false, commit)), "");
        }
        if (commit.isEmpty()) {
            return new Verdict(Optional.empty(), Messages.Verdict_unknown());
        }
        Job<?, ?> other = other(run.getParent(), head);
        Optional<Result> there = other == null ? Optional.of(Result.SUCCESS) : result(other, head, commit.get());
        if (there.isEmpty()) {
            return new Verdict(Optional.empty(), Messages.Verdict_waits(other.getName()));
        }
        return new Verdict(Optional.of(new Approval(there.get() == Result.SUCCESS, commit)), "");
    }

    /** The project of the same pull request that is checked out in the other way, or null. */
    private static Job<?, ?> other(Job<?, ?> job, PullRequestHead head) {
        ItemGroup<? extends Item> project = job.getParent();
        for (Item item : project.getItems()) {
            if (item instanceof Job<?, ?> beside
                    && beside != job
                    && beside.isBuildable()
                    && SCMHead.HeadByItem.findHead(beside) instanceof PullRequestHead same
                    && same.getId().equals(head.getId())
                    && same.isMerge() != head.isMerge()) {
                return beside;
            }
        }
        return null;
    }

    /** The result of the newest build of a commit; empty while there is none, or none that has ended. */
    private static Optional<Result> result(Job<?, ?> job, PullRequestHead head, String commit) {
        for (Run<?, ?> run : job.getBuilds().limit(MOST_BUILDS)) {
            if (SourceCommit.of(run, head.getId()).filter(commit::equals).isPresent()) {
                return run.isBuilding() ? Optional.empty() : Optional.ofNullable(run.getResult());
            }
        }
        return Optional.empty();
    }
}
