package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Files and folders of a commit. */
final class FileOperations {
    /** GetFile: "The file exceeds the limit of 6 MB" (FileTooLargeException). */
    private static final long LARGEST_FILE = 6L * 1024 * 1024;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode file(GitRepository repository, Parameters in) throws IOException {
        String path = path(in, "filePath");
        RevCommit commit = commit(repository, in);
        try (TreeWalk found = TreeWalk.forPath(repository.git(), path, commit.getTree())) {
            if (found == null || found.isSubtree() || FileMode.GITLINK.equals(found.getFileMode(0))) {
                throw CodeCommitErrors.of("FileDoesNotExist", "Could not find file: " + path);
            }
            ObjectLoader blob = repository.git().open(found.getObjectId(0));
            if (blob.getSize() > LARGEST_FILE) {
                throw CodeCommitErrors.of("FileTooLarge", "File exceeds size limit: " + path);
            }
            return JSON.objectNode()
                    .put("commitId", commit.getName())
                    .put("blobId", found.getObjectId(0).getName())
                    .put("filePath", path)
                    .put("fileMode", FileModes.word(found.getFileMode(0)))
                    .put("fileSize", blob.getSize())
                    .put("fileContent", blob.getBytes());
        }
    }

    /** The folder's own entries; {@code /} or nothing is the root. */
    ObjectNode folder(GitRepository repository, Parameters in) throws IOException {
        String asked = in.text("folderPath");
        String path = asked.replaceAll("^/|/$", "");
        RevCommit commit = commit(repository, in);
        ObjectNode answer = JSON.objectNode().put("commitId", commit.getName()).put("folderPath", path);
        for (String list : new String[] {"subFolders", "files", "symbolicLinks", "subModules"}) {
            answer.putArray(list);
        }
        try (TreeWalk walk = new TreeWalk(repository.git())) {
            if (path.isEmpty()) {
                answer.put("treeId", commit.getTree().getName());
                walk.addTree(commit.getTree());
            } else {
                try (TreeWalk found = TreeWalk.forPath(repository.git(), path, commit.getTree())) {
                    if (found == null || !found.isSubtree()) {
                        throw CodeCommitErrors.of("FolderDoesNotExist", "Could not find folder: " + path);
                    }
                    answer.put("treeId", found.getObjectId(0).getName());
                    walk.addTree(found.getObjectId(0));
                }
            }
            while (walk.next()) {
                add(answer, path.isEmpty() ? "" : path + "/", walk);
            }
        }
        return answer;
    }

    private static void add(ObjectNode answer, String folder, TreeWalk entry) {
        FileMode mode = entry.getFileMode(0);
        String id = entry.getObjectId(0).getName();
        ObjectNode json = JSON.objectNode()
                .put("absolutePath", folder + entry.getNameString())
                .put("relativePath", entry.getNameString());
        if (FileMode.TREE.equals(mode)) {
            list(answer, "subFolders").add(json.put("treeId", id));
        } else if (FileMode.GITLINK.equals(mode)) {
            list(answer, "subModules").add(json.put("commitId", id));
        } else {
            list(answer, FileMode.SYMLINK.equals(mode) ? "symbolicLinks" : "files")
                    .add(json.put("blobId", id).put("fileMode", FileModes.word(mode)));
        }
    }

    private static ArrayNode list(ObjectNode answer, String name) {
        return (ArrayNode) answer.get(name);
    }

    private static RevCommit commit(GitRepository repository, Parameters in) throws IOException {
        String specifier = in.text("commitSpecifier");
        return repository.resolve(specifier.isEmpty() ? "HEAD" : specifier);
    }

    static String path(Parameters in, String field) {
        return checkedPath(in.required(field, "PathRequired"));
    }

    static String checkedPath(String path) {
        if (path.startsWith("/") || path.endsWith("/") || path.contains("//") || path.matches("(.*/)?\\.\\.?(/.*)?")) {
            throw CodeCommitErrors.of("InvalidPath", "The specified path " + path + " is not valid");
        }
        return path;
    }
}
