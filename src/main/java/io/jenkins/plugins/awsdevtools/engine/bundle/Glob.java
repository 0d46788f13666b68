package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Arrays;
import java.util.List;

/**
 * An Ant pattern over paths below a folder: {@code **} is any number of folders, {@code *} and {@code ?} stay inside a
 * name, and a pattern that ends with {@code /} means all that is inside. Immutable.
 *
 * @see <a href="https://ant.apache.org/manual/dirtasks.html#patterns">Ant, patterns</a>
 */
public final class Glob {

    private final String text;
    private final PathPattern pattern;
    private final PathPattern folder;

    private Glob(String text, PathPattern pattern, PathPattern folder) {
        this.text = text;
        this.pattern = pattern;
        this.folder = folder;
    }

    /**
     * @param field whose value it is, for the message
     * @throws ParameterException if it could match nothing below a folder
     */
    public static Glob of(String field, String text) {
        String glob = text.strip().replace('\\', '/');
        if (glob.startsWith("./")) {
            glob = glob.substring(2);
        }
        if (glob.endsWith("/")) {
            glob += "**";
        }
        List<String> names = Arrays.asList(glob.split("/", -1));
        if (glob.isEmpty() || names.contains("") || names.contains("..") || glob.matches("[A-Za-z]:.*")) {
            throw new ParameterException(field, text, Texts.of("bundle.glob.outside"));
        }
        boolean deep = glob.endsWith("/**");
        PathPattern folder = deep ? PathPattern.ant(glob.substring(0, glob.length() - 3)) : null;
        return new Glob(glob, PathPattern.ant(glob), folder);
    }

    public boolean matches(String path) {
        return pattern.matches(path) || folder != null && folder.matches(path);
    }

    /** Whether it matches all that can be inside a folder, so that the folder need not be read to leave it out. */
    public boolean covers(String folderPath) {
        return text.equals("**") || folder != null && (folder.matches(folderPath) || pattern.matches(folderPath));
    }

    @Override
    public String toString() {
        return text;
    }
}
