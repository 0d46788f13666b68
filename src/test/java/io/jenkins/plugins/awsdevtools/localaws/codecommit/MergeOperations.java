package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.Merger;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Merges. Unless the caller asks for LINE_LEVEL, files that both sides changed are a conflict: "the default value
 * FILE_LEVEL is used, which returns a not-mergeable result if the same file has differences in both branches."
 */
final class MergeOperations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> OPTIONS = Set.of("FAST_FORWARD_MERGE", "SQUASH_MERGE", "THREE_WAY_MERGE");

    private record Sides(RevCommit source, RevCommit destination, Optional<RevCommit> base) {
        boolean isFastForward() {
            return base.isPresent() && base.get().equals(destination);
        }
    }

    private final PullRequests pullRequests;

    MergeOperations(PullRequests pullRequests) {
        this.pullRequests = pullRequests;
    }

    ObjectNode mergeCommit(GitRepository repository, Parameters in) throws IOException {
        Sides sides = sides(repository, in);
        ObjectNode answer = JSON.objectNode()
                .put("sourceCommitId", sides.source().getName())
                .put("destinationCommitId", sides.destination().getName());
        sides.base().ifPresent(base -> answer.put("baseCommitId", base.getName()));
        return answer;
    }

    ObjectNode conflicts(GitRepository repository, Parameters in) throws IOException {
        String option = option(in);
        Sides sides = sides(repository, in);
        ObjectNode answer = JSON.objectNode()
                .put("sourceCommitId", sides.source().getName())
                .put("destinationCommitId", sides.destination().getName());
        sides.base().ifPresent(base -> answer.put("baseCommitId", base.getName()));
        ArrayNode conflicts = answer.putArray("conflictMetadataList");
        if (option.equals("FAST_FORWARD_MERGE")) {
            return answer.put("mergeable", sides.isFastForward());
        }
        try (MergerOf merger = merger(repository, in)) {
            boolean mergeable = merger.merge(sides);
            merger.conflicts().forEach(path -> conflicts.addObject().put("filePath", path));
            return answer.put("mergeable", mergeable);
        }
    }

    ObjectNode unreferenced(GitRepository repository, Parameters in, String caller) throws IOException {
        String option = option(in);
        ObjectId commit = merge(repository, in, sides(repository, in), option, caller);
        return JSON.objectNode()
                .put("commitId", commit.getName())
                .put("treeId", repository.resolve(commit.getName()).getTree().getName());
    }

    ObjectNode pullRequest(GitRepository repository, Parameters in, String caller, String option) throws IOException {
        PullRequest request = PullRequestOperations.find(pullRequests, in);
        if (!request.isOpen()) {
            throw CodeCommitErrors.of("PullRequestAlreadyClosed", "The pull request is already closed");
        }
        String told = in.text("sourceCommitId");
        if (!told.isEmpty() && !told.equals(request.sourceCommit())) {
            throw CodeCommitErrors.of(
                    "TipOfSourceReferenceIsDifferent", "The tip of the source branch is not the specified commit");
        }
        RevCommit source = repository.resolve(request.source());
        RevCommit destination = repository.resolve(request.destination());
        Sides sides = new Sides(source, destination, base(repository, source, destination));
        String merged = merge(repository, in, sides, option, caller).getName();
        pullRequests.merged(request, caller, merged, option);
        repository.update(request.destination(), merged);
        return JSON.objectNode().set("pullRequest", pullRequests.json(request));
    }

    private ObjectId merge(GitRepository repository, Parameters in, Sides sides, String option, String caller)
            throws IOException {
        if (option.equals("FAST_FORWARD_MERGE")) {
            if (!sides.isFastForward()) {
                throw manual();
            }
            return sides.source();
        }
        try (MergerOf merger = merger(repository, in)) {
            if (!merger.merge(sides)) {
                throw manual();
            }
            String destination = sides.destination().getName();
            return repository.write(
                    option.equals("SQUASH_MERGE")
                            ? List.of(destination)
                            : List.of(destination, sides.source().getName()),
                    merger.tree(),
                    FileWrites.author(in, "authorName", caller),
                    FileWrites.message(in, "Merged"));
        }
    }

    private static RuntimeException manual() {
        return CodeCommitErrors.of(
                "ManualMergeRequired",
                "The pull request cannot be merged automatically into the destination branch. You must manually merge"
                        + " the branches and resolve any conflicts.");
    }

    private static String option(Parameters in) {
        in.required("mergeOption", "MergeOptionRequired");
        return in.oneOf("mergeOption", OPTIONS, "", "InvalidMergeOption");
    }

    private static Sides sides(GitRepository repository, Parameters in) throws IOException {
        RevCommit source = repository.resolve(in.required("sourceCommitSpecifier", "CommitRequired"));
        RevCommit destination = repository.resolve(in.required("destinationCommitSpecifier", "CommitRequired"));
        return new Sides(source, destination, base(repository, source, destination));
    }

    private static Optional<RevCommit> base(GitRepository repository, RevCommit source, RevCommit destination)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository.git())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(source));
            walk.markStart(walk.parseCommit(destination));
            return Optional.ofNullable(walk.next());
        }
    }

    private static MergerOf merger(GitRepository repository, Parameters in) {
        String level = in.oneOf(
                "conflictDetailLevel", Set.of("FILE_LEVEL", "LINE_LEVEL"), "FILE_LEVEL", "InvalidConflictDetailLevel");
        return new MergerOf(
                level.equals("LINE_LEVEL")
                        ? MergeStrategy.RECURSIVE.newMerger(repository.git(), true)
                        : MergeStrategy.SIMPLE_TWO_WAY_IN_CORE.newMerger(repository.git(), true));
    }

    /** A merger in memory, closed with its writer. */
    private record MergerOf(ThreeWayMerger merger) implements AutoCloseable {

        boolean merge(Sides sides) throws IOException {
            boolean clean = merger.merge(sides.destination(), sides.source());
            if (clean) {
                merger.getObjectInserter().flush();
            }
            return clean;
        }

        ObjectId tree() {
            return ((Merger) merger).getResultTreeId();
        }

        List<String> conflicts() {
            return merger instanceof ResolveMerger resolve ? resolve.getUnmergedPaths() : List.of();
        }

        @Override
        public void close() {
            merger.getObjectInserter().close();
        }
    }
}
