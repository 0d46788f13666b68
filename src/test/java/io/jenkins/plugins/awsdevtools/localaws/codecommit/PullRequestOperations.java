package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Pull requests and their approvals. */
final class PullRequestOperations {
    /** "Title of the pull request ... 150 characters" (CreatePullRequest, Length Constraints). */
    private static final int LONGEST_TITLE = 150;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LocalCodeCommit local;
    private final PullRequests all;

    PullRequestOperations(LocalCodeCommit local) {
        this.local = local;
        this.all = local.pullRequests();
    }

    Instant now() {
        return local.now();
    }

    PullRequest find(Parameters in) {
        return find(all, in);
    }

    static PullRequest find(PullRequests all, Parameters in) {
        String id = in.required("pullRequestId", "PullRequestIdRequired");
        if (!id.matches("\\d+")) {
            throw CodeCommitErrors.of("InvalidPullRequestId", "The pull request ID " + id + " is not valid");
        }
        return all.get(id);
    }

    ObjectNode list(GitRepository repository, Parameters in) {
        String status = in.oneOf("pullRequestStatus", Set.of("OPEN", "CLOSED"), "", "InvalidPullRequestStatus");
        String author = in.text("authorArn");
        int most = in.body().path("maxResults").asInt(local.pageSize());
        if (most < 1) {
            throw CodeCommitErrors.of("InvalidMaxResults", "The number of maximum results requested is not valid");
        }
        List<PullRequest> found = all.of(repository).stream()
                .filter(request -> status.isEmpty() || request.isOpen() == status.equals("OPEN"))
                .filter(request -> author.isEmpty() || request.author().equals(author))
                .toList();
        ObjectNode answer = JSON.objectNode();
        ArrayNode ids = answer.putArray("pullRequestIds");
        Paging.page(
                        found,
                        "pulls/" + repository.id() + "/" + status,
                        in.text("nextToken"),
                        Math.min(most, local.pageSize()),
                        answer,
                        "nextToken")
                .forEach(request -> ids.add(request.id()));
        return answer;
    }

    ObjectNode get(Parameters in) {
        return answer(find(in));
    }

    ObjectNode create(String region, Parameters in, String caller) throws IOException {
        if (in.required("title", "TitleRequired").length() > LONGEST_TITLE) {
            throw CodeCommitErrors.of("InvalidTitle", "The title of the pull request is too long");
        }
        JsonNode targets = in.body().path("targets");
        if (targets.isEmpty()) {
            throw CodeCommitErrors.of("TargetsRequired", "An array of target objects is required");
        }
        if (targets.size() > 1) {
            throw CodeCommitErrors.of(
                    "MultipleRepositoriesInPullRequest", "You can only have one target in a pull request");
        }
        Parameters target = new Parameters(targets.get(0));
        GitRepository repository = local.repository(region, target.repositoryName());
        String source = reference(repository, target.required("sourceReference", "ReferenceNameRequired"));
        String named = target.text("destinationReference");
        String destination = reference(repository, named.isEmpty() ? repository.defaultBranch() : named);
        if (source.equals(destination)) {
            throw CodeCommitErrors.of(
                    "SourceAndDestinationAreSame", "The source and destination of a pull request cannot be the same");
        }
        return answer(all.create(in, caller, repository, source, destination));
    }

    private static String reference(GitRepository repository, String name) {
        String full = name.startsWith("refs/") ? name : "refs/heads/" + name;
        if (!full.startsWith("refs/heads/")) {
            throw CodeCommitErrors.of("ReferenceTypeNotSupported", "The reference " + name + " is not a branch");
        }
        if (repository.at(full).isEmpty()) {
            throw CodeCommitErrors.of("ReferenceDoesNotExist", "The reference " + name + " does not exist");
        }
        return full;
    }

    ObjectNode updateStatus(Parameters in, String caller) {
        PullRequest request = find(in);
        in.required("pullRequestStatus", "PullRequestStatusRequired");
        String status = in.oneOf("pullRequestStatus", Set.of("OPEN", "CLOSED"), "", "InvalidPullRequestStatus");
        // "The only valid operations are to update the status from OPEN to OPEN, OPEN to CLOSED or from CLOSED to
        // CLOSED."
        if (status.equals("OPEN") && !request.isOpen()) {
            throw CodeCommitErrors.of("InvalidPullRequestStatusUpdate", "The pull request status update is not valid");
        }
        if (status.equals("CLOSED")) {
            all.close(request, caller);
        }
        return answer(request);
    }

    ObjectNode approve(Parameters in, String caller) {
        PullRequest request = find(in);
        revision(request, in, true);
        in.required("approvalState", "ApprovalStateRequired");
        String state = in.oneOf("approvalState", Set.of("APPROVE", "REVOKE"), "", "InvalidApprovalState");
        if (!request.isOpen()) {
            throw CodeCommitErrors.of("PullRequestAlreadyClosed", "The pull request is already closed");
        }
        if (request.author().equals(caller)) {
            throw CodeCommitErrors.of(
                    "PullRequestCannotBeApprovedByAuthor",
                    "The approval cannot be applied because the user approving the pull request matches the user who"
                            + " created the pull request. You cannot approve a pull request that you created.");
        }
        all.approve(request, caller, state);
        return JSON.objectNode();
    }

    ObjectNode approvals(Parameters in) {
        PullRequest request = find(in);
        boolean current = revision(request, in, false);
        ObjectNode answer = JSON.objectNode();
        ArrayNode approvals = answer.putArray("approvals");
        if (current) {
            request.approvals()
                    .forEach((user, state) ->
                            approvals.addObject().put("userArn", user).put("approvalState", state));
        }
        return answer;
    }

    private static boolean revision(PullRequest request, Parameters in, boolean hasToBeCurrent) {
        String revision = in.required("revisionId", "RevisionIdRequired");
        boolean current = revision.equals(request.revision());
        if (!current && hasToBeCurrent) {
            throw CodeCommitErrors.of(
                    "RevisionNotCurrent",
                    "The revision ID provided in the request does not match the current revision ID. Use GetPullRequest"
                            + " to retrieve the current revision ID.");
        }
        return current;
    }

    private ObjectNode answer(PullRequest request) {
        return JSON.objectNode().set("pullRequest", all.json(request));
    }
}
