package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Files;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMProbe;
import jenkins.scm.api.SCMProbeStat;

/** Whether a commit has a file, by GetFolder; of a pull request its source's commit is looked at. */
final class CommitProbe extends SCMProbe {

    private static final long serialVersionUID = 1L;

    private final transient RepositoryPlace place;
    private final String name;
    private final String commit;

    /** @param commit null if it is not known, which is as if there were no file */
    CommitProbe(RepositoryPlace place, String name, String commit) {
        this.place = place;
        this.name = name;
        this.commit = commit;
    }

    @Override
    public String name() {
        return name;
    }

    /** Unknown: it would cost a call. */
    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public SCMProbeStat stat(String path) throws IOException {
        if (commit == null) {
            return SCMProbeStat.fromType(SCMFile.Type.NONEXISTENT);
        }
        try {
            return SCMProbeStat.fromType(type(place, commit, path));
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    static SCMFile.Type type(RepositoryPlace place, String commit, String path)
            throws IOException, InterruptedException {
        String clean = path.replaceAll("^/+|/+$", "");
        if (clean.isEmpty()) {
            return SCMFile.Type.DIRECTORY;
        }
        int slash = clean.lastIndexOf('/');
        Map<String, Files.Kind> folder =
                RepositoryMemory.get().folder(place, commit, slash < 0 ? "" : clean.substring(0, slash));
        Files.Kind kind = folder.get(clean.substring(slash + 1));
        return kind == null ? SCMFile.Type.NONEXISTENT : type(kind);
    }

    static SCMFile.Type type(Files.Kind kind) {
        return switch (kind) {
            case FILE -> SCMFile.Type.REGULAR_FILE;
            case FOLDER -> SCMFile.Type.DIRECTORY;
            case LINK -> SCMFile.Type.LINK;
            case SUBMODULE -> SCMFile.Type.OTHER;
        };
    }

    @Override
    public void close() {
        // nothing is open
    }
}
