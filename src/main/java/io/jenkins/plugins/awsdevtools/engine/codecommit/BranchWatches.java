package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.time.Duration;
import java.util.Objects;

/**
 * Watches branches for a whole controller: one GetBranch for each branch and one ListBranches for each repository in an
 * interval, however many jobs want to know. Two who ask for different intervals share the shorter. Events nudge by
 * {@link BranchKey} and {@link RepositoryKey}.
 *
 * <p>Listeners are called on threads of the watcher. Safe for use by many threads.
 */
public final class BranchWatches {

    private final AwsClients clients;
    private final SharedWatches<BranchKey, BranchHead> heads;
    private final SharedWatches<RepositoryKey, BranchList> lists;

    public BranchWatches(Watcher watcher, AwsClients clients) {
        this.clients = Objects.requireNonNull(clients);
        this.heads = new SharedWatches<>(watcher, (access, every) -> new BranchStatusSource(clients, access, every));
        this.lists = new SharedWatches<>(watcher, (access, every) -> new BranchListSource(clients, access, every));
    }

    /** Watches the head of a branch until the watch is cancelled. */
    public Watch head(AwsAccess access, BranchKey branch, Duration interval, WatchListener<BranchHead> listener) {
        return heads.watch(access.withoutSessionTags(), branch, interval, listener);
    }

    /** Watches which branches a repository has until the watch is cancelled. */
    public Watch list(AwsAccess access, String repository, Duration interval, WatchListener<BranchList> listener) {
        return lists.watch(access.withoutSessionTags(), new RepositoryKey(repository), interval, listener);
    }

    /** How many branches and lists are watched. */
    public int size() {
        return heads.size() + lists.size();
    }

    AwsClients clients() {
        return clients;
    }
}
