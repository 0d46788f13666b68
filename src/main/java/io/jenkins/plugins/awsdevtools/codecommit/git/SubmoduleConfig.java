package io.jenkins.plugins.awsdevtools.codecommit.git;

import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jenkinsci.plugins.gitclient.RepositoryCallback;

/** Reads {@code .gitmodules} of a commit where the repository is; empty if there is none. */
final class SubmoduleConfig implements RepositoryCallback<String> {

    private static final long serialVersionUID = 1L;

    private final String commit;

    SubmoduleConfig(String commit) {
        this.commit = commit;
    }

    @Override
    public String invoke(Repository repository, VirtualChannel channel) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk file = TreeWalk.forPath(
                        repository,
                        ".gitmodules",
                        walk.parseCommit(ObjectId.fromString(commit)).getTree())) {
            return file == null
                    ? ""
                    : new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        }
    }
}
