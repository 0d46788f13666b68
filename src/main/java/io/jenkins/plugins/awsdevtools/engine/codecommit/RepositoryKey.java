package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Objects;

/** A repository's list of branches, as the watcher and events name it. */
public record RepositoryKey(String repository) {

    public RepositoryKey {
        Objects.requireNonNull(repository);
    }

    @Override
    public String toString() {
        return repository;
    }
}
