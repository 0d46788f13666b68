package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Commits by their ids. */
final class CommitOperations {
    /** "The maximum number of allowed commit IDs in a batch request is 100." */
    private static final int MOST_IDS = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode get(GitRepository repository, Parameters in) throws IOException {
        RevCommit commit = existing(repository, in.commitId("commitId"), "CommitIdDoesNotExist");
        return JSON.objectNode().set("commit", json(commit));
    }

    ObjectNode batchGet(GitRepository repository, Parameters in) throws IOException {
        List<String> ids = in.texts("commitIds");
        if (ids.isEmpty()) {
            throw CodeCommitErrors.of("CommitIdsListRequired", "A list of commit IDs is required");
        }
        if (ids.size() > MOST_IDS) {
            throw CodeCommitErrors.of(
                    "CommitIdsLimitExceeded",
                    "The maximum number of allowed commit IDs in a batch request is 100. Verify that your batch requests"
                            + " contains no more than 100 commit IDs, and then try again.");
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode commits = answer.putArray("commits");
        ArrayNode errors = answer.putArray("errors");
        for (String id : ids) {
            try {
                Parameters.checkedCommitId(id, "InvalidCommitId");
                commits.add(json(existing(repository, id, "CommitIdDoesNotExist")));
            } catch (AwsError e) {
                errors.addObject()
                        .put("commitId", id)
                        .put("errorCode", e.code())
                        .put("errorMessage", e.getMessage());
            }
        }
        return answer;
    }

    static RevCommit existing(GitRepository repository, String id, String error) throws IOException {
        try (RevWalk walk = new RevWalk(repository.git())) {
            return walk.parseCommit(ObjectId.fromString(id));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            throw CodeCommitErrors.of(error, "Commit " + id + " does not exist");
        }
    }

    private static ObjectNode json(RevCommit commit) {
        ObjectNode json = JSON.objectNode();
        json.put("commitId", commit.getName())
                .put("treeId", commit.getTree().getName())
                .put("message", commit.getFullMessage())
                .put("additionalData", "");
        ArrayNode parents = json.putArray("parents");
        for (RevCommit parent : commit.getParents()) {
            parents.add(parent.getName());
        }
        json.set("author", json(commit.getAuthorIdent()));
        json.set("committer", json(commit.getCommitterIdent()));
        return json;
    }

    /** The date is git's own: seconds and an offset. */
    private static ObjectNode json(PersonIdent person) {
        String offset = person.getZoneOffset().equals(ZoneOffset.UTC)
                ? "+0000"
                : person.getZoneOffset().getId().replace(":", "").substring(0, 5);
        return JSON.objectNode()
                .put("name", person.getName())
                .put("email", person.getEmailAddress())
                .put("date", person.getWhenAsInstant().getEpochSecond() + " " + offset);
    }
}
