package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Files;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.scm.api.SCMFile;

/** A file or folder of a commit: GetFolder tells what it is, GetFile what is in it. */
final class CommitFile extends SCMFile {

    private final RepositoryPlace place;
    private final String commit;

    CommitFile(RepositoryPlace place, String commit) {
        this.place = place;
        this.commit = commit;
        type(Type.DIRECTORY);
    }

    private CommitFile(CommitFile parent, String name) {
        super(parent, name);
        this.place = parent.place;
        this.commit = parent.commit;
    }

    @Override
    protected SCMFile newChild(String name, boolean assumeIsDirectory) {
        return new CommitFile(this, name);
    }

    @Override
    public Iterable<SCMFile> children() throws IOException, InterruptedException {
        Map<String, Files.Kind> entries = RepositoryMemory.get().folder(place, commit, isRoot() ? "" : getPath());
        List<SCMFile> children = new ArrayList<>();
        entries.forEach((name, kind) -> {
            CommitFile child = new CommitFile(this, name);
            child.type(CommitProbe.type(kind));
            children.add(child);
        });
        return children;
    }

    /** Unknown: it would cost calls. */
    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    protected Type type() throws IOException, InterruptedException {
        return CommitProbe.type(place, commit, getPath());
    }

    @Override
    public InputStream content() throws IOException, InterruptedException {
        Files files = new Files(AwsRuntime.get().clients(), place.access());
        return new ByteArrayInputStream(place.await("GetFile", files.file(place.repository(), commit, getPath()))
                .orElseThrow(() ->
                        new FileNotFoundException(Messages.CommitFile_missing(getPath(), place.repository(), commit))));
    }
}
