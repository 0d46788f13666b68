package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Objects;

/**
 * A branch of a repository, as the watcher and events name it.
 *
 * @param branch without {@code refs/heads/}
 */
public record BranchKey(String repository, String branch) {

    public BranchKey {
        Objects.requireNonNull(repository);
        Objects.requireNonNull(branch);
    }

    @Override
    public String toString() {
        return repository + ":" + branch;
    }
}
