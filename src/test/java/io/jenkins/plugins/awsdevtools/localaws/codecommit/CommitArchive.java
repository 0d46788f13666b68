package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A commit as a source action hands it on: "CODE_ZIP", without the history.
 *
 * @param message of the commit
 * @param zip of its files
 */
public record CommitArchive(String message, byte[] zip) {

    /**
     * Reads a commit.
     *
     * @throws io.jenkins.plugins.awsdevtools.localaws.AwsError if the repository has no such commit
     */
    public static CommitArchive of(GitRepository repository, String commitId) throws IOException {
        RevCommit commit = CommitOperations.existing(repository, commitId, "CommitDoesNotExist");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Repository git = repository.git();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                TreeWalk walk = new TreeWalk(git)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                zip.putNextEntry(new ZipEntry(walk.getPathString()));
                git.open(walk.getObjectId(0)).copyTo(zip);
            }
        }
        return new CommitArchive(commit.getFullMessage(), bytes.toByteArray());
    }
}
