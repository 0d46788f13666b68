package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PullRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PullRequests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.plugins.git.GitBranchSCMRevision;
import jenkins.plugins.git.GitSCMSourceRequest;
import jenkins.plugins.git.GitTagSCMHead;
import jenkins.plugins.git.GitTagSCMRevision;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.mixin.TagSCMHead;

/** Reads the heads of a {@link CodeCommitSCMSource}. */
final class RepositoryReader {

    private static final String COMMIT = "[0-9a-f]{40}";
    private static final String REQUEST_NAME = "PR-(\\d+)(-head|-merge)?";

    private final CodeCommitSCMSource source;
    private final TaskListener listener;
    private final RepositoryPlace place;
    private final Item reader;

    /**
     * @param job that asks, if the source belongs to nothing; null if unknown
     * @throws AbortException if the source's settings are wrong, or may not be used here
     */
    RepositoryReader(CodeCommitSCMSource source, Item job, TaskListener listener) throws AbortException {
        this.source = source;
        this.listener = listener;
        this.reader = source.getOwner() == null ? job : source.getOwner();
        try {
            this.place = source.placeFor(job);
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
    }

    private RemoteRefs refs() throws IOException, InterruptedException {
        return RemoteRefs.of(place, reader, listener);
    }

    private PullRequests api() {
        return new PullRequests(AwsRuntime.get().clients(), place.access());
    }

    void observe(SCMSourceCriteria criteria, SCMHeadObserver observer) throws IOException, InterruptedException {
        CodeCommitSCMSourceContext context =
                new CodeCommitSCMSourceContext(criteria, observer).withTraits(source.getTraits());
        try (GitSCMSourceRequest request = context.newRequest(source, listener)) {
            listener.getLogger().println(Messages.RepositoryReader_reading(place.repository(), place.region()));
            RemoteRefs refs = refs();
            boolean all = context.branches() == CodeCommitSCMSourceContext.BranchesWanted.ALL;
            boolean concerned = !context.pullRequests().isEmpty() || context.wantBranches() && !all;
            List<PullRequest> requests = concerned ? openRequests() : List.of();
            listener.getLogger()
                    .println(Messages.RepositoryReader_found(
                            refs.branches().size(), refs.tags().size(), requests.size()));
            // An event asks for a few heads only; no other is looked into.
            Set<SCMHead> only = observer.getIncludes();
            Predicate<SCMHead> asked = head -> only == null || only.contains(head);
            if (observeRequests(request, asked, context.pullRequests(), requests, refs)) {
                return;
            }
            if (context.wantBranches() && observeBranches(request, asked, context.branches(), requests, refs)) {
                return;
            }
            if (context.wantTags()) {
                observeTags(request, asked, refs);
            }
        }
    }

    private List<PullRequest> openRequests() throws IOException, InterruptedException {
        List<String> ids = place.await("ListPullRequests", api().open(place.repository()));
        return RepositoryMemory.get().requests(place, ids);
    }

    private boolean observeRequests(
            GitSCMSourceRequest request,
            Predicate<SCMHead> asked,
            Set<ChangeRequestCheckoutStrategy> strategies,
            List<PullRequest> requests,
            RemoteRefs refs)
            throws IOException, InterruptedException {
        for (PullRequest told : requests) {
            for (ChangeRequestCheckoutStrategy strategy : strategies) {
                PullRequestHead head = head(told, strategy, strategies.size() > 1);
                if (!asked.test(head) || request.isExcluded(head)) {
                    continue;
                }
                Optional<PullRequestRevision> revision = revision(head, told, refs);
                if (revision.isPresent()
                        && request.process(head, revision.get(), (h, r) -> probe(h, r), this::witness)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PullRequestHead head(PullRequest told, ChangeRequestCheckoutStrategy strategy, boolean both) {
        String suffix = both ? (strategy == ChangeRequestCheckoutStrategy.MERGE ? "-merge" : "-head") : "";
        return new PullRequestHead(
                "PR-" + told.id() + suffix,
                told.id(),
                told.source(),
                new GitBranchSCMHead(told.destination()),
                strategy);
    }

    /** The branches tell where the request is now; one whose branch is gone cannot be built. */
    private Optional<PullRequestRevision> revision(PullRequestHead head, PullRequest told, RemoteRefs refs) {
        Optional<String> from = refs.branch(told.source());
        Optional<String> to = refs.branch(told.destination());
        if (from.isEmpty() || to.isEmpty()) {
            listener.getLogger()
                    .println(Messages.RepositoryReader_branchGone(
                            told.id(), from.isEmpty() ? told.source() : told.destination()));
            return Optional.empty();
        }
        return Optional.of(new PullRequestRevision(head, from.get(), to.get()));
    }

    private boolean observeBranches(
            GitSCMSourceRequest request,
            Predicate<SCMHead> asked,
            CodeCommitSCMSourceContext.BranchesWanted wanted,
            List<PullRequest> requests,
            RemoteRefs refs)
            throws IOException, InterruptedException {
        Set<String> sources = requests.stream().map(PullRequest::source).collect(Collectors.toSet());
        for (Map.Entry<String, String> branch : refs.branches().entrySet()) {
            boolean hasRequest = sources.contains(branch.getKey());
            boolean included =
                    switch (wanted) {
                        case ALL -> true;
                        case WITHOUT_PULL_REQUEST -> !hasRequest;
                        case WITH_PULL_REQUEST -> hasRequest;
                    };
            GitBranchSCMHead head = new GitBranchSCMHead(branch.getKey());
            if (included
                    && asked.test(head)
                    && request.process(
                            head,
                            new GitBranchSCMRevision(head, branch.getValue()),
                            (h, r) -> probe(h, r),
                            this::witness)) {
                return true;
            }
        }
        return false;
    }

    private void observeTags(GitSCMSourceRequest request, Predicate<SCMHead> asked, RemoteRefs refs)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> tag : refs.tags().entrySet()) {
            // Neither git's list nor the API tells when a tag was made; 0 means unknown.
            GitTagSCMHead head = new GitTagSCMHead(tag.getKey(), 0);
            if (asked.test(head)
                    && request.process(
                            head, new GitTagSCMRevision(head, tag.getValue()), (h, r) -> probe(h, r), this::witness)) {
                return;
            }
        }
    }

    private CommitProbe probe(SCMHead head, SCMRevision revision) {
        return new CommitProbe(place, head.getName(), Commits.of(revision));
    }

    private void witness(SCMHead head, SCMRevision revision, boolean matches) {
        listener.getLogger()
                .println(
                        matches
                                ? Messages.RepositoryReader_matches(head.getName())
                                : Messages.RepositoryReader_differs(head.getName()));
    }

    /** What the source makes of a pull request. */
    List<PullRequestHead> heads(String id) throws IOException, InterruptedException {
        Set<ChangeRequestCheckoutStrategy> strategies = new CodeCommitSCMSourceContext(null, SCMHeadObserver.none())
                .withTraits(source.getTraits())
                .pullRequests();
        return RepositoryMemory.get().requests(place, List.of(id)).stream()
                .filter(told -> told.repository().equals(place.repository()))
                .flatMap(told -> strategies.stream().map(strategy -> head(told, strategy, strategies.size() > 1)))
                .toList();
    }

    /** Where a head is now; null if it is gone. */
    SCMRevision revision(SCMHead head) throws IOException, InterruptedException {
        RemoteRefs refs = refs();
        if (head instanceof PullRequestHead request) {
            PullRequest told = place.await("GetPullRequest", api().get(request.getId()));
            return told.open() ? revision(request, told, refs).orElse(null) : null;
        }
        if (head instanceof TagSCMHead) {
            String commit = refs.tags().get(head.getName());
            return commit == null ? null : new GitTagSCMRevision((GitTagSCMHead) head, commit);
        }
        return refs.branch(head.getName())
                .map(commit -> new AbstractGitSCMSource.SCMRevisionImpl(head, commit))
                .orElse(null);
    }

    /** What a name stands for: a branch, a tag, a pull request or a commit; null if there is none of it. */
    SCMRevision revision(String thing) throws IOException, InterruptedException {
        RemoteRefs refs = refs();
        if (refs.branches().containsKey(thing)) {
            return new GitBranchSCMRevision(
                    new GitBranchSCMHead(thing), refs.branches().get(thing));
        }
        if (refs.tags().containsKey(thing)) {
            GitTagSCMHead head = new GitTagSCMHead(thing, 0);
            return new GitTagSCMRevision(head, refs.tags().get(thing));
        }
        if (thing.matches(REQUEST_NAME)) {
            String id = thing.replaceFirst(REQUEST_NAME, "$1");
            PullRequest told = place.await("GetPullRequest", api().get(id));
            ChangeRequestCheckoutStrategy strategy =
                    thing.endsWith("-merge") ? ChangeRequestCheckoutStrategy.MERGE : ChangeRequestCheckoutStrategy.HEAD;
            return revision(head(told, strategy, false), told, refs).orElse(null);
        }
        if (thing.matches(COMMIT)) {
            place.await(
                    "GetCommit",
                    new CodeCommitApi(AwsRuntime.get().clients(), place.access()).commit(place.repository(), thing));
            return new AbstractGitSCMSource.SCMRevisionImpl(new SCMHead(thing), thing);
        }
        return null;
    }

    Set<String> names() throws IOException, InterruptedException {
        RemoteRefs refs = refs();
        Set<String> names = new TreeSet<>(refs.branches().keySet());
        names.addAll(refs.tags().keySet());
        return names;
    }
}
