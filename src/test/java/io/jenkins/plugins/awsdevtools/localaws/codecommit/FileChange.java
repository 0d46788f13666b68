package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import org.eclipse.jgit.lib.FileMode;

/** What a commit does to one path. */
final class FileChange {
    private final byte[] content;
    private final FileMode mode;

    private FileChange(byte[] content, FileMode mode) {
        this.content = content;
        this.mode = mode;
    }

    static FileChange put(byte[] content, FileMode mode) {
        return new FileChange(content, mode);
    }

    static FileChange delete() {
        return new FileChange(null, FileMode.MISSING);
    }

    boolean isDelete() {
        return content == null;
    }

    byte[] content() {
        return content;
    }

    FileMode mode() {
        return mode;
    }
}
