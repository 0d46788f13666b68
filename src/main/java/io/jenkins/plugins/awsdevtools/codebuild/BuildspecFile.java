package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;

/** A buildspec in the workspace. */
final class BuildspecFile {

    /** More than any buildspec; StartBuild takes less. */
    private static final long LARGEST = 1024 * 1024;

    private BuildspecFile() {}

    /** @throws ParameterException if the path is not one inside a workspace */
    static void check(String path) {
        try {
            Path normal = Paths.get(path.replace('\\', '/')).normalize();
            if (!normal.isAbsolute() && !normal.startsWith("..") && !path.matches("[A-Za-z]:.*")) {
                return;
            }
        } catch (InvalidPathException notAPath) {
            throw new ParameterException("buildspecFile", path, Messages.BuildspecFile_outside());
        }
        throw new ParameterException("buildspecFile", path, Messages.BuildspecFile_outside());
    }

    /**
     * Reads it.
     *
     * @throws ParameterException if it is not a file inside the workspace
     */
    static String read(FilePath workspace, String path) throws IOException, InterruptedException {
        check(path);
        if (workspace == null) {
            throw new ParameterException("buildspecFile", path, Messages.BuildspecFile_noWorkspace());
        }
        FilePath file = workspace.child(path);
        if (!file.exists() || file.isDirectory()) {
            throw new ParameterException("buildspecFile", path, Messages.BuildspecFile_missing());
        }
        if (!workspace.isDescendant(path)) {
            throw new ParameterException("buildspecFile", path, Messages.BuildspecFile_outside());
        }
        if (file.length() > LARGEST) {
            throw new ParameterException("buildspecFile", path, Messages.BuildspecFile_tooLarge());
        }
        return file.readToString();
    }
}
