package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import java.util.Set;
import org.eclipse.jgit.lib.FileMode;

/** Git's file modes in CodeCommit's words. */
final class FileModes {
    private FileModes() {}

    static String word(FileMode mode) {
        if (FileMode.EXECUTABLE_FILE.equals(mode)) {
            return "EXECUTABLE";
        }
        return FileMode.SYMLINK.equals(mode) ? "SYMLINK" : "NORMAL";
    }

    static FileMode of(String word) {
        return switch (word) {
            case "EXECUTABLE" -> FileMode.EXECUTABLE_FILE;
            case "SYMLINK" -> FileMode.SYMLINK;
            default -> FileMode.REGULAR_FILE;
        };
    }

    static Set<String> words() {
        return Set.of("EXECUTABLE", "NORMAL", "SYMLINK");
    }
}
