package io.jenkins.plugins.awsdevtools.bundle;

import java.util.List;

/**
 * What was fetched to a workspace.
 *
 * @param paths of files and links below the workspace
 * @param bytes that were fetched
 */
public record FetchedFiles(List<String> paths, long bytes) {

    public FetchedFiles {
        paths = List.copyOf(paths);
    }
}
