package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.Action;
import hudson.model.Actionable;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import io.jenkins.plugins.awsdevtools.engine.codecommit.ConsoleLinks;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PullRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.plugins.git.GitRemoteHeadRefAction;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSourceOwner;
import jenkins.scm.api.metadata.ContributorMetadataAction;
import jenkins.scm.api.metadata.ObjectMetadataAction;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.TagSCMHead;

/** What pages show of a repository and its heads: titles, authors, links to the console, which branch is the default. */
record SourceActions(RepositoryPlace place) {

    List<Action> ofSource() throws IOException, InterruptedException {
        Repository repository = place.await(
                "GetRepository",
                new CodeCommitApi(AwsRuntime.get().clients(), place.access()).repository(place.repository()));
        List<Action> actions = new ArrayList<>();
        actions.add(new ObjectMetadataAction(
                repository.name(), null, ConsoleLinks.repositoryPage(place.region(), repository.name())));
        repository.defaultBranch().ifPresent(branch -> actions.add(new GitRemoteHeadRefAction(place.url(), branch)));
        return actions;
    }

    /** Asks nobody: pull requests are remembered from reading the repository, the default branch is kept by the owner. */
    List<Action> ofHead(SCMHead head, SCMSourceOwner owner) throws IOException, InterruptedException {
        List<Action> actions = new ArrayList<>();
        if (head instanceof PullRequestHead request) {
            String link = ConsoleLinks.pullRequest(place.region(), place.repository(), request.getId());
            for (PullRequest told : RepositoryMemory.get().requests(place, List.of(request.getId()))) {
                actions.add(new ObjectMetadataAction(told.title(), null, link));
                actions.add(new ContributorMetadataAction(told.authorName(), told.authorName(), null));
            }
            return actions;
        }
        String link = head instanceof TagSCMHead
                ? ConsoleLinks.tag(place.region(), place.repository(), head.getName())
                : ConsoleLinks.branch(place.region(), place.repository(), head.getName());
        actions.add(new ObjectMetadataAction(null, null, link));
        if (owner instanceof Actionable known
                && !(head instanceof TagSCMHead)
                && known.getActions(GitRemoteHeadRefAction.class).stream()
                        .anyMatch(action -> action.getRemote().equals(place.url())
                                && action.getName().equals(head.getName()))) {
            actions.add(new PrimaryInstanceMetadataAction());
        }
        return actions;
    }
}
