package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * All pull requests of the account. An open one follows its branches: a push to the source is a new revision, a push
 * that brings the source into the destination merges it, a deleted branch closes it. Thread safe by its monitor.
 */
final class PullRequests {
    private final Map<String, PullRequest> all = new LinkedHashMap<>();
    private final Clock clock;
    private final String account;
    private final EventBus bus;

    PullRequests(Clock clock, String account, EventBus bus) {
        this.clock = clock;
        this.account = account;
        this.bus = bus;
    }

    synchronized PullRequest create(
            Parameters parameters, String author, GitRepository repository, String source, String destination)
            throws IOException {
        PullRequest made = new PullRequest(
                Integer.toString(all.size() + 1), parameters, author, repository, source, destination, clock.instant());
        all.put(made.id(), made);
        publish(made, "pullRequestCreated", author);
        return made;
    }

    synchronized PullRequest get(String id) {
        PullRequest found = all.get(id);
        if (found == null) {
            throw CodeCommitErrors.noPullRequest(id);
        }
        return found;
    }

    /** The pull requests of a repository, newest first. */
    synchronized List<PullRequest> of(GitRepository repository) {
        List<PullRequest> found = new ArrayList<>();
        all.values().stream()
                .filter(request -> request.repository() == repository)
                .forEach(request -> found.add(0, request));
        return found;
    }

    synchronized void close(PullRequest request, String caller) {
        if (request.isOpen()) {
            request.close(clock.instant());
            publish(request, "pullRequestStatusChanged", caller);
        }
    }

    synchronized void merged(PullRequest request, String by, String commit, String option) {
        if (request.isOpen()) {
            request.merged(by, commit, option, clock.instant());
            publish(request, "pullRequestMergeStatusUpdated", by);
        }
    }

    synchronized void approve(PullRequest request, String caller, String state) {
        if (state.equals("REVOKE")) {
            request.approvals().remove(caller);
        } else {
            request.approvals().put(caller, state);
        }
        publish(request, "pullRequestApprovalStateChanged", caller);
    }

    synchronized ObjectNode json(PullRequest request) {
        return request.json();
    }

    /** Lets the open pull requests of a repository follow a reference. */
    synchronized void follow(GitRepository repository, ReferenceChange change) throws IOException {
        String pusher = "arn:aws:iam::" + account + ":root";
        for (PullRequest request : of(repository)) {
            boolean source = request.source().equals(change.fullName());
            boolean destination = request.destination().equals(change.fullName());
            if (!request.isOpen() || !source && !destination) {
                continue;
            }
            if (change.after().isEmpty()) {
                close(request, pusher);
            } else if (source) {
                request.sourceMoved(change.after(), clock.instant());
                publish(request, "pullRequestSourceBranchUpdated", pusher);
            } else if (contains(repository, change.after(), request.sourceCommit())) {
                merged(request, pusher, change.after(), "FAST_FORWARD_MERGE");
            } else {
                request.destinationMoved(change.after(), clock.instant());
            }
        }
    }

    private static boolean contains(GitRepository repository, String tip, String commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository.git())) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(commit)), walk.parseCommit(ObjectId.fromString(tip)));
        }
    }

    private void publish(PullRequest request, String event, String caller) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("event", event)
                .put("callerUserArn", caller)
                .put("author", request.author())
                .put("title", request.title())
                .put("pullRequestId", request.id())
                .put("pullRequestStatus", request.isOpen() ? "Open" : "Closed")
                .put("isMerged", request.isMerged() ? "True" : "False")
                .put("revisionId", request.revision())
                .put("sourceReference", request.source())
                .put("sourceCommit", request.sourceCommit())
                .put("destinationReference", request.destination())
                .put("destinationCommit", request.destinationCommit())
                .put("creationDate", request.created().toString())
                .put("lastModifiedDate", request.active().toString())
                .put("notificationBody", "A pull request event occurred: " + event);
        detail.putArray("repositoryNames").add(request.repository().name());
        String arn = "arn:aws:codecommit:" + request.repository().region() + ":" + account + ":"
                + request.repository().name();
        bus.publish(
                request.repository().region(),
                "aws.codecommit",
                "CodeCommit Pull Request State Change",
                List.of(arn),
                detail);
    }
}
