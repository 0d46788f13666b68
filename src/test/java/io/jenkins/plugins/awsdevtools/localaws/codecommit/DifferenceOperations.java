package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What changed between two commits, by path; a rename is a deletion and an addition. */
final class DifferenceOperations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LocalCodeCommit local;

    DifferenceOperations(LocalCodeCommit local) {
        this.local = local;
    }

    ObjectNode get(GitRepository repository, Parameters in) throws IOException {
        ObjectId after = repository
                .resolve(in.required("afterCommitSpecifier", "CommitRequired"))
                .getTree();
        String beforeSpecifier = in.text("beforeCommitSpecifier");
        int most = in.body().path("MaxResults").asInt(local.pageSize());
        if (most < 1) {
            throw CodeCommitErrors.of("InvalidMaxResults", "The number of maximum results requested is not valid");
        }
        try (TreeWalk walk = new TreeWalk(repository.git())) {
            if (beforeSpecifier.isEmpty()) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(repository.resolve(beforeSpecifier).getTree());
            }
            walk.addTree(after);
            walk.setRecursive(true);
            String beforePath = in.text("beforePath");
            String afterPath = in.text("afterPath");
            List<DiffEntry> changes = DiffEntry.scan(walk).stream()
                    .filter(change -> beforePath.isEmpty() && afterPath.isEmpty()
                            || inside(change.getOldPath(), beforePath)
                            || inside(change.getNewPath(), afterPath))
                    .toList();
            ObjectNode answer = JSON.objectNode();
            ArrayNode differences = answer.putArray("differences");
            String list = "differences/" + repository.id() + "/" + beforeSpecifier + "/" + after.getName();
            Paging.page(changes, list, in.text("NextToken"), Math.min(most, local.pageSize()), answer, "NextToken")
                    .forEach(change -> differences.add(json(change)));
            return answer;
        }
    }

    private static boolean inside(String path, String folder) {
        return !folder.isEmpty()
                && (path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/"));
    }

    private static ObjectNode json(DiffEntry change) {
        ObjectNode json = JSON.objectNode();
        if (change.getChangeType() != DiffEntry.ChangeType.ADD) {
            blob(json, "beforeBlob", change.getOldId().name(), change.getOldPath(), change.getOldMode());
        }
        if (change.getChangeType() != DiffEntry.ChangeType.DELETE) {
            blob(json, "afterBlob", change.getNewId().name(), change.getNewPath(), change.getNewMode());
        }
        return json.put("changeType", change.getChangeType().name().substring(0, 1));
    }

    private static void blob(ObjectNode json, String field, String id, String path, FileMode mode) {
        json.putObject(field).put("blobId", id).put("path", path).put("mode", "%06o".formatted(mode.getBits()));
    }
}
