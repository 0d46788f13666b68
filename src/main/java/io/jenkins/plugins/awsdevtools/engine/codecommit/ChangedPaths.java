package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.List;

/**
 * The paths that differ between two commits.
 *
 * @param complete whether these are all; a change of very many files is not listed to its end
 */
public record ChangedPaths(List<String> paths, boolean complete) {

    public ChangedPaths {
        paths = List.copyOf(paths);
    }
}
