package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Commits through the API. */
final class FileWrites {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** "The maximum number of files in a commit is 100" (MaximumFileEntriesExceededException). */
    private static final int MOST_FILES = 100;

    ObjectNode put(GitRepository repository, Parameters in, String caller) throws IOException {
        String branch = in.branchName();
        String path = FileOperations.path(in, "filePath");
        if (!in.body().hasNonNull("fileContent")) {
            throw CodeCommitErrors.of("FileContentRequired", "The file content is required");
        }
        FileChange change = FileChange.put(in.body().get("fileContent").binaryValue(), mode(in));
        String commit;
        synchronized (repository) {
            Optional<String> parent = parent(repository, branch, in);
            if (parent.isPresent() && same(repository, parent.get(), path, change)) {
                throw CodeCommitErrors.of("SameFileContent", "The file " + path + " has the same content");
            }
            commit = repository.commit(
                    branch, author(in, "name", caller), message(in, "Edited " + path), Map.of(path, change));
        }
        RevCommit made = repository.resolve(commit);
        try (TreeWalk walk = TreeWalk.forPath(repository.git(), path, made.getTree())) {
            return JSON.objectNode()
                    .put("commitId", commit)
                    .put("treeId", made.getTree().getName())
                    .put("blobId", walk.getObjectId(0).getName());
        }
    }

    ObjectNode commit(GitRepository repository, Parameters in, String caller) throws IOException {
        String branch = in.branchName();
        Map<String, FileChange> changes = new LinkedHashMap<>();
        for (JsonNode file : in.body().path("putFiles")) {
            Parameters entry = new Parameters(file);
            if (!file.hasNonNull("fileContent")) {
                throw CodeCommitErrors.of(
                        "SourceFileOrContentRequired", "Either a source file or file content is required");
            }
            once(
                    changes,
                    FileOperations.path(entry, "filePath"),
                    FileChange.put(file.get("fileContent").binaryValue(), mode(entry)));
        }
        for (JsonNode file : in.body().path("deleteFiles")) {
            once(changes, FileOperations.path(new Parameters(file), "filePath"), FileChange.delete());
        }
        if (changes.isEmpty()) {
            throw CodeCommitErrors.of("FileEntryRequired", "At least one file entry is required");
        }
        if (changes.size() > MOST_FILES) {
            throw CodeCommitErrors.of("MaximumFileEntriesExceeded", "The number of specified files exceeds 100");
        }
        String commit;
        synchronized (repository) {
            parent(repository, branch, in);
            commit = repository.commit(branch, author(in, "authorName", caller), message(in, "Edited"), changes);
        }
        ObjectNode answer = JSON.objectNode().put("commitId", commit);
        answer.put("treeId", repository.resolve(commit).getTree().getName());
        ArrayNode added = answer.putArray("filesAdded");
        answer.putArray("filesUpdated");
        ArrayNode deleted = answer.putArray("filesDeleted");
        changes.forEach((path, change) ->
                (change.isDelete() ? deleted : added).addObject().put("absolutePath", path));
        return answer;
    }

    private static void once(Map<String, FileChange> changes, String path, FileChange change) {
        if (changes.put(path, change) != null) {
            throw CodeCommitErrors.of("SamePathRequest", "The path " + path + " is named more than once");
        }
    }

    /** The tip, which the caller has to know: nobody overwrites what he has not seen. */
    private static Optional<String> parent(GitRepository repository, String branch, Parameters in) {
        Optional<String> tip = repository.tip(branch);
        String told = in.text("parentCommitId");
        if (tip.isEmpty()) {
            if (!repository.branches().isEmpty()) {
                throw CodeCommitErrors.noBranch(branch);
            }
            return tip;
        }
        if (told.isEmpty()) {
            throw CodeCommitErrors.of("ParentCommitIdRequired", "A parent commit ID is required");
        }
        if (!told.equals(tip.get())) {
            throw CodeCommitErrors.of(
                    "ParentCommitIdOutdated",
                    "The parent commit ID is not the tip of the branch " + branch + ", which is " + tip.get());
        }
        return tip;
    }

    private static boolean same(GitRepository repository, String commit, String path, FileChange change)
            throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(
                repository.git(), path, repository.resolve(commit).getTree())) {
            return walk != null
                    && !walk.isSubtree()
                    && walk.getFileMode(0).equals(change.mode())
                    && java.util.Arrays.equals(
                            repository.git().open(walk.getObjectId(0)).getBytes(), change.content());
        }
    }

    private static FileMode mode(Parameters in) {
        return FileModes.of(in.oneOf("fileMode", FileModes.words(), "NORMAL", "InvalidFileMode"));
    }

    static Author author(Parameters in, String nameField, String caller) {
        String name = in.text(nameField);
        return new Author(name.isEmpty() ? caller.substring(caller.lastIndexOf(':') + 1) : name, in.text("email"));
    }

    static String message(Parameters in, String fallback) {
        String message = in.text("commitMessage");
        return message.isEmpty() ? fallback : message;
    }
}
