package io.jenkins.plugins.awsdevtools.run;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;

/** A small text file of the workspace that a parameter names. */
public final class WorkspaceText {

    /** 1 MiB: such a file is kept with the step, and no service takes more in a call. */
    private static final long LARGEST = 1024 * 1024;

    private WorkspaceText() {}

    /** @throws ParameterException if the path is not one inside a workspace */
    public static void check(String field, String path) {
        try {
            Path normal = Paths.get(path.replace('\\', '/')).normalize();
            if (!normal.isAbsolute() && !normal.startsWith("..") && !path.matches("[A-Za-z]:.*")) {
                return;
            }
        } catch (InvalidPathException notAPath) {
            throw new ParameterException(field, path, Messages.WorkspaceText_outside());
        }
        throw new ParameterException(field, path, Messages.WorkspaceText_outside());
    }

    /**
     * As {@link #check}, and neither does a link of the workspace lead out of it.
     *
     * @param path of a file or folder that need not be there
     * @throws ParameterException if it is outside
     */
    public static void checkInside(String field, FilePath workspace, String path)
            throws IOException, InterruptedException {
        check(field, path);
        // As FilePath itself finds a child.
        String normal = Paths.get(path.replace('\\', '/')).normalize().toString();
        if (workspace.exists() && !workspace.isDescendant(normal)) {
            throw new ParameterException(field, path, Messages.WorkspaceText_outside());
        }
    }

    /**
     * Reads it.
     *
     * @param workspace null if there is none
     * @throws ParameterException if it is not a file inside the workspace, or not UTF-8
     */
    public static String read(String field, FilePath workspace, String path) throws IOException, InterruptedException {
        check(field, path);
        if (workspace == null) {
            throw new ParameterException(field, path, Messages.WorkspaceText_noWorkspace());
        }
        FilePath file = workspace.child(path);
        if (!file.exists() || file.isDirectory()) {
            throw new ParameterException(field, path, Messages.WorkspaceText_missing());
        }
        if (!workspace.isDescendant(path)) {
            throw new ParameterException(field, path, Messages.WorkspaceText_outside());
        }
        if (file.length() > LARGEST) {
            throw new ParameterException(field, path, Messages.WorkspaceText_tooLarge());
        }
        return read(field, path, file);
    }

    /**
     * Reads a file that is known to be there and not to be large, whatever charset its agent prefers.
     *
     * @param value of the field
     * @throws ParameterException if it is not UTF-8
     */
    public static String read(String field, String value, FilePath file) throws IOException, InterruptedException {
        try (InputStream in = file.read()) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ParameterException(field, value, Messages.WorkspaceText_notUtf8(file.getName()));
        }
    }
}
