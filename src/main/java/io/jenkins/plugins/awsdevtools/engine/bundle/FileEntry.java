package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.time.Instant;

/**
 * Something in a folder that goes into a bundle.
 *
 * @param path below the folder, names separated by {@code /}
 * @param executable whether its owner may execute it; files only
 * @param size bytes; files only
 * @param modified when it was last written, to notice that it changes
 * @param target of a link, relative, names separated by {@code /}; null otherwise
 */
record FileEntry(String path, Kind kind, boolean executable, long size, Instant modified, String target) {

    enum Kind {
        FILE,
        /** A folder without anything in it; others follow from their files. */
        EMPTY_FOLDER,
        LINK
    }

    static FileEntry file(String path, boolean executable, long size, Instant modified) {
        return new FileEntry(path, Kind.FILE, executable, size, modified, null);
    }

    static FileEntry emptyFolder(String path) {
        return new FileEntry(path, Kind.EMPTY_FOLDER, false, 0, Instant.EPOCH, null);
    }

    static FileEntry link(String path, String target) {
        return new FileEntry(path, Kind.LINK, false, 0, Instant.EPOCH, target);
    }
}
