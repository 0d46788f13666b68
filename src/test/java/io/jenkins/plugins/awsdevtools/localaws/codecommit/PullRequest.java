package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** A pull request with its one target. Its methods are called with the monitor of {@link PullRequests}. */
final class PullRequest {
    private static final double MILLIS = 1000.0;

    private final String id;
    private final String title;
    private final String description;
    private final String token;
    private final String author;
    private final GitRepository repository;
    private final String source;
    private final String destination;
    private final Instant created;
    private final Map<String, String> approvals = new LinkedHashMap<>();
    private Instant active;
    private String sourceCommit;
    private String destinationCommit;
    private String mergeBase;
    private String revision = newRevision();
    private boolean open = true;
    private ObjectNode merge = JsonNodeFactory.instance.objectNode().put("isMerged", false);

    PullRequest(
            String id,
            Parameters parameters,
            String author,
            GitRepository repository,
            String source,
            String destination,
            Instant now)
            throws IOException {
        this.id = id;
        this.title = parameters.text("title");
        this.description = parameters.text("description");
        this.token = parameters.text("clientRequestToken");
        this.author = author;
        this.repository = repository;
        this.source = source;
        this.destination = destination;
        this.created = now;
        this.active = now;
        this.sourceCommit = repository.at(source).orElseThrow();
        this.destinationCommit = repository.at(destination).orElseThrow();
        this.mergeBase = base();
    }

    private static String newRevision() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    private String base() throws IOException {
        try (RevWalk walk = new RevWalk(repository.git())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(sourceCommit)));
            walk.markStart(walk.parseCommit(ObjectId.fromString(destinationCommit)));
            RevCommit found = walk.next();
            return found == null ? "" : found.getName();
        }
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    String token() {
        return token;
    }

    String author() {
        return author;
    }

    GitRepository repository() {
        return repository;
    }

    String source() {
        return source;
    }

    String destination() {
        return destination;
    }

    String sourceCommit() {
        return sourceCommit;
    }

    String destinationCommit() {
        return destinationCommit;
    }

    String revision() {
        return revision;
    }

    Instant created() {
        return created;
    }

    Instant active() {
        return active;
    }

    boolean isOpen() {
        return open;
    }

    boolean isMerged() {
        return merge.path("isMerged").asBoolean();
    }

    /** Approvals of the current revision: user ARN to APPROVE. */
    Map<String, String> approvals() {
        return approvals;
    }

    /** Follows the source; a new revision has no approvals. */
    void sourceMoved(String commit, Instant now) throws IOException {
        sourceCommit = commit;
        mergeBase = base();
        revision = newRevision();
        approvals.clear();
        active = now;
    }

    void destinationMoved(String commit, Instant now) throws IOException {
        destinationCommit = commit;
        mergeBase = base();
        active = now;
    }

    void close(Instant now) {
        open = false;
        active = now;
    }

    void merged(String by, String commit, String option, Instant now) {
        merge = JsonNodeFactory.instance
                .objectNode()
                .put("isMerged", true)
                .put("mergedBy", by)
                .put("mergeCommitId", commit)
                .put("mergeOption", option);
        close(now);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pullRequestId", id)
                .put("title", title)
                .put("description", description)
                .put("lastActivityDate", seconds(active))
                .put("creationDate", seconds(created))
                .put("pullRequestStatus", open ? "OPEN" : "CLOSED")
                .put("authorArn", author)
                .put("clientRequestToken", token)
                .put("revisionId", revision);
        json.putArray("approvalRules");
        json.putArray("pullRequestTargets")
                .addObject()
                .put("repositoryName", repository.name())
                .put("sourceReference", source)
                .put("destinationReference", destination)
                .put("sourceCommit", sourceCommit)
                .put("destinationCommit", destinationCommit)
                .put("mergeBase", mergeBase)
                .set("mergeMetadata", merge.deepCopy());
        return json;
    }

    static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }
}
