package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * One bare git repository and what CodeCommit knows of it. A test's way to push without git: {@link #commit}. Changes
 * of references take the monitor; thread safe.
 */
public final class GitRepository implements AutoCloseable {
    private static final String HEADS = Constants.R_HEADS;

    private final String id = UUID.randomUUID().toString();
    private final String region;
    private final String description;
    private final Repository git;
    private final Clock clock;
    private final Instant created;
    private final BiConsumer<GitRepository, ReferenceChange> listener;
    private volatile String name;
    private volatile String defaultBranch = "";
    private volatile Instant modified;

    GitRepository(
            String region,
            String name,
            String description,
            Path folder,
            Clock clock,
            BiConsumer<GitRepository, ReferenceChange> listener) {
        this.region = region;
        this.name = name;
        this.description = description;
        this.clock = clock;
        this.created = clock.instant();
        this.modified = created;
        this.listener = listener;
        try {
            Files.createDirectories(folder);
            git = new RepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
            git.create(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id that never changes, a UUID. */
    public String id() {
        return id;
    }

    /** The bare repository on the disk. */
    public Path folder() {
        return git.getDirectory().toPath();
    }

    public String region() {
        return region;
    }

    public String name() {
        return name;
    }

    void rename(String newName) {
        name = newName;
    }

    String description() {
        return description;
    }

    Instant created() {
        return created;
    }

    Instant modified() {
        return modified;
    }

    /** The branch {@code HEAD} means: the first one pushed, until it is changed. Empty without any. */
    public String defaultBranch() {
        return defaultBranch;
    }

    void defaultBranch(String branch) throws IOException {
        defaultBranch = branch;
        git.updateRef(Constants.HEAD).link(HEADS + branch);
    }

    /** JGit's view of it. */
    Repository git() {
        return git;
    }

    /** The names of all branches, in their order. */
    public List<String> branches() {
        try {
            return git.getRefDatabase().getRefsByPrefix(HEADS).stream()
                    .map(ref -> ref.getName().substring(HEADS.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commit a branch is at. */
    public Optional<String> tip(String branch) {
        return at(HEADS + branch);
    }

    Optional<String> at(String fullName) {
        try {
            Ref ref = git.exactRef(fullName);
            return Optional.ofNullable(ref == null ? null : ref.getObjectId()).map(ObjectId::getName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a commit specifier means: a full commit id, {@code HEAD}, a full reference, a branch or a tag. */
    RevCommit resolve(String specifier) throws IOException {
        String wanted = specifier.equals(Constants.HEAD) ? HEADS + defaultBranch : specifier;
        ObjectId found = wanted.matches("[0-9a-f]{40}") ? ObjectId.fromString(wanted) : reference(wanted);
        try (RevWalk walk = new RevWalk(git)) {
            if (found == null || !git.getObjectDatabase().has(found)) {
                throw CodeCommitErrors.noCommit(specifier);
            }
            return walk.parseCommit(found);
        }
    }

    private ObjectId reference(String name) throws IOException {
        for (String candidate : List.of(name, HEADS + name, Constants.R_TAGS + name)) {
            Optional<String> commit = candidate.startsWith(Constants.R_REFS) ? at(candidate) : Optional.empty();
            if (commit.isPresent()) {
                return ObjectId.fromString(commit.get());
            }
        }
        return null;
    }

    /** A commit on a branch, which is made if there is none: the given files as text are put, null deletes one. */
    public String commit(String branch, String author, String message, Map<String, String> files) {
        Map<String, FileChange> changes = new LinkedHashMap<>();
        files.forEach((path, text) -> changes.put(
                path,
                text == null
                        ? FileChange.delete()
                        : FileChange.put(text.getBytes(StandardCharsets.UTF_8), FileMode.REGULAR_FILE)));
        return commit(
                branch, new Author(author, author.replace(' ', '.').toLowerCase() + "@example.com"), message, changes);
    }

    /** A commit on a branch with one changed file. */
    public String commit(String branch, String message, String path) {
        return commit(
                branch, "Ada Lovelace", message, Map.of(path, UUID.randomUUID().toString()));
    }

    synchronized String commit(String branch, Author author, String message, Map<String, FileChange> changes) {
        try {
            Optional<String> parent = tip(branch);
            ObjectId commit = write(parent.map(List::of).orElse(List.of()), tree(parent, changes), author, message);
            update(HEADS + branch, commit.getName());
            return commit.getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves a branch to any commit, as a forced push does; makes it if there is none. */
    public synchronized void forcePush(String branch, String commitId) {
        try {
            update(HEADS + branch, commitId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pushes a tag. */
    public synchronized void tag(String name, String commitId) {
        try {
            update("refs/tags/" + name, commitId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a branch. */
    public synchronized void deleteBranch(String branch) {
        try {
            delete(HEADS + branch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId tree(Optional<String> parent, Map<String, FileChange> changes) throws IOException {
        try (RevWalk walk = new RevWalk(git);
                ObjectInserter inserter = git.newObjectInserter()) {
            DirCache files = parent.isEmpty()
                    ? DirCache.newInCore()
                    : DirCache.read(
                            git.newObjectReader(),
                            walk.parseCommit(ObjectId.fromString(parent.get())).getTree());
            DirCacheEditor editor = files.editor();
            for (Map.Entry<String, FileChange> change : changes.entrySet()) {
                if (change.getValue().isDelete()) {
                    editor.add(new DirCacheEditor.DeletePath(change.getKey()));
                } else {
                    ObjectId blob = inserter.insert(
                            Constants.OBJ_BLOB, change.getValue().content());
                    editor.add(new DirCacheEditor.PathEdit(change.getKey()) {
                        @Override
                        public void apply(DirCacheEntry entry) {
                            entry.setFileMode(change.getValue().mode());
                            entry.setObjectId(blob);
                        }
                    });
                }
            }
            editor.finish();
            ObjectId tree = files.writeTree(inserter);
            inserter.flush();
            return tree;
        }
    }

    /** Writes a commit that no reference leads to yet. */
    ObjectId write(List<String> parents, ObjectId tree, Author author, String message) throws IOException {
        try (ObjectInserter inserter = git.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            commit.setParentIds(parents.stream().map(ObjectId::fromString).toArray(ObjectId[]::new));
            PersonIdent person = new PersonIdent(author.name(), author.email(), clock.instant(), ZoneOffset.UTC);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(message);
            ObjectId written = inserter.insert(commit);
            inserter.flush();
            return written;
        }
    }

    /** Points a reference at a commit, whatever it was at. */
    synchronized void update(String fullName, String commitId) throws IOException {
        String before = at(fullName).orElse("");
        RefUpdate update = git.updateRef(fullName);
        update.setNewObjectId(ObjectId.fromString(commitId));
        update.setForceUpdate(true);
        RefUpdate.Result result = update.update();
        if (result == RefUpdate.Result.NO_CHANGE) {
            return;
        }
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException("Could not update " + fullName + ": " + result);
        }
        changed(new ReferenceChange(fullName, before, commitId));
    }

    synchronized void delete(String fullName) throws IOException {
        String before = at(fullName).orElseThrow();
        RefUpdate update = git.updateRef(fullName);
        update.setForceUpdate(true);
        update.delete();
        changed(new ReferenceChange(fullName, before, ""));
    }

    private synchronized void changed(ReferenceChange change) throws IOException {
        modified = clock.instant();
        if (defaultBranch.isEmpty() && change.type().equals("branch")) {
            defaultBranch(change.name());
        }
        listener.accept(this, change);
    }

    /** Says that a push has changed a reference. */
    void pushed(String fullName, String before, String after) {
        try {
            changed(new ReferenceChange(fullName, before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
