package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Comments on pull requests. Thread safe by its monitor. */
final class CommentOperations {
    /** "Comment length: maximum of 10,240 characters." (Quotas) */
    private static final int LONGEST = 10_240;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** @param asked what it was made with */
    private record Comment(ObjectNode frame, ObjectNode comment, ObjectNode asked) {
        boolean isOf(PullRequest request) {
            return frame.path("pullRequestId").asText().equals(request.id());
        }
    }

    private final Map<String, Comment> comments = new LinkedHashMap<>();

    synchronized ObjectNode post(
            GitRepository repository, PullRequest request, Parameters in, String caller, double now)
            throws IOException {
        if (request.repository() != repository) {
            throw CodeCommitErrors.of(
                    "RepositoryNotAssociatedWithPullRequest",
                    "The repository does not contain any pull requests with that pull request ID");
        }
        String before = in.commitId("beforeCommitId");
        String after = in.commitId("afterCommitId");
        if (before.equals(after)) {
            throw CodeCommitErrors.of(
                    "BeforeCommitIdAndAfterCommitIdAreSame",
                    "The before commit ID and the after commit ID are the same, which is not valid");
        }
        CommitOperations.existing(repository, before, "CommitDoesNotExist");
        CommitOperations.existing(repository, after, "CommitDoesNotExist");
        ObjectNode frame = JSON.objectNode()
                .put("repositoryName", repository.name())
                .put("pullRequestId", request.id())
                .put("beforeCommitId", before)
                .put("afterCommitId", after);
        return make(frame, in, caller, now);
    }

    /** A comment on a commit, or on what changed from one commit to another. */
    synchronized ObjectNode postOnCommit(GitRepository repository, Parameters in, String caller, double now)
            throws IOException {
        String after = in.commitId("afterCommitId");
        CommitOperations.existing(repository, after, "CommitDoesNotExist");
        ObjectNode frame = JSON.objectNode().put("repositoryName", repository.name());
        if (!in.text("beforeCommitId").isEmpty()) {
            String before = in.commitId("beforeCommitId");
            CommitOperations.existing(repository, before, "CommitDoesNotExist");
            if (before.equals(after)) {
                throw CodeCommitErrors.of(
                        "BeforeCommitIdAndAfterCommitIdAreSame",
                        "The before commit ID and the after commit ID are the same, which is not valid");
            }
            frame.put("beforeCommitId", before);
        }
        return make(frame.put("afterCommitId", after), in, caller, now);
    }

    /** An answer stands where the comment does that it answers. */
    synchronized ObjectNode reply(Parameters in, String caller, double now) {
        Comment answered = find(in.required("inReplyTo", "CommentIdRequired"));
        ObjectNode made = make(answered.frame().deepCopy(), in, caller, now);
        String id = made.get("comment").get("commentId").asText();
        comments.get(id).comment().put("inReplyTo", in.text("inReplyTo"));
        return JSON.objectNode().set("comment", comments.get(id).comment().deepCopy());
    }

    /** Deletes what a comment says; the comment stays. */
    synchronized ObjectNode delete(Parameters in) {
        Comment found = find(in.required("commentId", "CommentIdRequired"));
        found.comment().put("deleted", true).remove("content");
        return JSON.objectNode().set("comment", found.comment().deepCopy());
    }

    /**
     * "A unique, client-generated idempotency token that, when provided in a request, ensures the request cannot be repeated
     * with a changed parameter. If a request is received with the same parameters and a token is included, the request
     * returns information about the initial request that used that token." (clientRequestToken, PostCommentForPullRequest)
     */
    private ObjectNode make(ObjectNode frame, Parameters in, String caller, double now) {
        if (in.body().has("location")) {
            frame.set("location", in.body().get("location").deepCopy());
        }
        ObjectNode asked = frame.deepCopy().put("content", in.text("content"));
        String token = in.text("clientRequestToken");
        for (Comment known : comments.values()) {
            if (!token.isEmpty()
                    && known.comment().path("clientRequestToken").asText().equals(token)) {
                if (!known.asked().equals(asked)) {
                    throw CodeCommitErrors.of(
                            "IdempotencyParameterMismatch",
                            "The client request token is not valid: it was used with other parameters");
                }
                return answer(known);
            }
        }
        ObjectNode comment = JSON.objectNode()
                .put("commentId", UUID.randomUUID() + ":" + UUID.randomUUID())
                .put("content", content(in))
                .put("creationDate", now)
                .put("lastModifiedDate", now)
                .put("authorArn", caller)
                .put("deleted", false)
                .put("clientRequestToken", token);
        Comment made = new Comment(frame, comment, asked);
        comments.put(comment.get("commentId").asText(), made);
        return answer(made);
    }

    private static ObjectNode answer(Comment comment) {
        ObjectNode answer = comment.frame().deepCopy();
        answer.set("comment", comment.comment().deepCopy());
        return answer;
    }

    private static String content(Parameters in) {
        String content = in.required("content", "CommentContentRequired");
        if (content.length() > LONGEST) {
            throw CodeCommitErrors.of(
                    "CommentContentSizeLimitExceeded",
                    "The comment is too large. Comments are limited to 10,240 characters.");
        }
        return content;
    }

    synchronized ObjectNode update(Parameters in, String caller, double now) {
        Comment found = find(in.required("commentId", "CommentIdRequired"));
        if (found.comment().get("deleted").asBoolean()) {
            throw CodeCommitErrors.of("CommentDeleted", "This comment has already been deleted");
        }
        if (!found.comment().get("authorArn").asText().equals(caller)) {
            throw CodeCommitErrors.of(
                    "CommentNotCreatedByCaller",
                    "You cannot modify or delete this comment. Only comment authors can modify or delete their"
                            + " comments.");
        }
        found.comment().put("content", content(in)).put("lastModifiedDate", now);
        return JSON.objectNode().set("comment", found.comment().deepCopy());
    }

    synchronized ObjectNode get(Parameters in) {
        return JSON.objectNode()
                .set(
                        "comment",
                        find(in.required("commentId", "CommentIdRequired"))
                                .comment()
                                .deepCopy());
    }

    private Comment find(String id) {
        Comment found = comments.get(id);
        if (found == null) {
            throw CodeCommitErrors.of("CommentDoesNotExist", "No comment exists with the ID " + id);
        }
        return found;
    }

    /** Comments in the order they were made, those on the same commits and place together. */
    synchronized ObjectNode list(PullRequest request, Parameters in, int pageSize) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode data = answer.putArray("commentsForPullRequestData");
        List<Comment> found = comments.values().stream()
                .filter(comment -> comment.isOf(request))
                .filter(comment -> in.text("afterCommitId").isEmpty()
                        || in.text("afterCommitId")
                                .equals(comment.frame().get("afterCommitId").asText()))
                .toList();
        Map<ObjectNode, ArrayNode> groups = new LinkedHashMap<>();
        Paging.page(found, "comments/" + request.id(), in.text("nextToken"), pageSize, answer, "nextToken")
                .forEach(comment -> groups.computeIfAbsent(comment.frame(), frame -> {
                            ObjectNode group = frame.deepCopy();
                            data.add(group);
                            return group.putArray("comments");
                        })
                        .add(comment.comment().deepCopy()));
        return answer;
    }
}
