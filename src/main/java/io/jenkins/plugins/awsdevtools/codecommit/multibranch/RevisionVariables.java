package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.EnvVars;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * Tells a build of a multibranch project which commit it is about, by the names that the trigger's builds know, so that
 * it can hand the commit to CodeBuild and needs no checkout. A pull request that is merged first has no commit yet, so none
 * is told.
 */
@OptionalExtension(requirePlugins = {"git", "branch-api"})
public final class RevisionVariables extends EnvironmentContributor {

    @Override
    @SuppressWarnings("rawtypes")
    public void buildEnvironmentFor(Run run, EnvVars variables, TaskListener listener) {
        Run<?, ?> build = run;
        SCMSource source = SCMSource.SourceByItem.findSource(build.getParent());
        SCMRevision revision = source == null ? null : SCMRevisionAction.getRevision(source, build);
        if (!(source instanceof CodeCommitSCMSource repository) || revision == null) {
            return;
        }
        try {
            RepositoryPlace place = repository.place();
            variables.put("CODECOMMIT_REPOSITORY", place.repository());
            variables.put("CODECOMMIT_REGION", place.region());
        } catch (ParameterException unknown) {
            // The commit is still right, and whatever uses the connection says what is wrong with it.
            listener.getLogger().println(unknown.getMessage());
        }
        variables.put("CODECOMMIT_BRANCH", branch(revision.getHead()));
        if (revision instanceof PullRequestRevision request) {
            if (!request.isMerge()) {
                variables.put("CODECOMMIT_COMMIT", request.getCommit());
            }
        } else if (revision instanceof AbstractGitSCMSource.SCMRevisionImpl commit) {
            variables.put("CODECOMMIT_COMMIT", commit.getHash());
        }
    }

    private static String branch(SCMHead head) {
        return head instanceof PullRequestHead request ? request.getOriginName() : head.getName();
    }
}
