package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files of a folder are meant. A small value that travels to an agent.
 *
 * @param includes Ant patterns; none means all files
 * @param excludes Ant patterns of files that are left out
 * @param gitignore whether what the {@code .gitignore} files below the folder name is left out
 * @param defaultExcludes whether what no build wants is left out: {@code .git}, {@code .svn}, {@code .hg} and the
 *     temporary folders of this plugin. Files that have not arrived as a whole are left out in any case
 */
public record Selection(List<String> includes, List<String> excludes, boolean gitignore, boolean defaultExcludes)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Everything but what no build wants. */
    public static final Selection ALL = new Selection(List.of(), List.of(), false, true);

    /** How the names of temporary folders of this plugin begin. */
    static final String TEMPORARY = ".aws-developer-tools-";

    /** How the names of files end that have not arrived as a whole; they begin with a dot. */
    public static final String PARTIAL = ".s3-part";

    /** How the names of files end that tell what has arrived of the {@link #PARTIAL} beside. */
    public static final String PARTIAL_NOTES = PARTIAL + "-notes";

    private static final List<String> DEFAULT_EXCLUDES =
            List.of("**/.git", "**/.git/**", "**/.svn/**", "**/.hg/**", "**/" + TEMPORARY + "*/**");

    private static final List<String> PARTIALS = List.of("**/.*" + PARTIAL, "**/.*" + PARTIAL_NOTES);

    /** @throws ParameterException if a pattern could match nothing below a folder */
    public Selection {
        includes = new ArrayList<>(includes);
        excludes = new ArrayList<>(excludes);
        globs("includes", includes);
        globs("excludes", excludes);
    }

    @Override
    public List<String> includes() {
        return List.copyOf(includes);
    }

    @Override
    public List<String> excludes() {
        return List.copyOf(excludes);
    }

    /** Whether a file of this path is meant, whatever {@code .gitignore} files say. */
    public boolean takes(String path) {
        return (includes.isEmpty() || includeGlobs().stream().anyMatch(glob -> glob.matches(path)))
                && excludeGlobs().stream().noneMatch(glob -> glob.matches(path));
    }

    /** What nobody publishes: what no build wants, and files that have not arrived as a whole. */
    public static List<Glob> unpublished() {
        List<Glob> all = globs("excludes", DEFAULT_EXCLUDES);
        all.addAll(globs("excludes", PARTIALS));
        return all;
    }

    /** Patterns as a form has them: one on a line, or separated by commas. */
    public static List<String> patterns(String text) {
        List<String> patterns = new ArrayList<>();
        for (String pattern : (text == null ? "" : text).split("[,\n]")) {
            if (!pattern.isBlank()) {
                patterns.add(pattern.strip());
            }
        }
        return patterns;
    }

    List<Glob> includeGlobs() {
        return globs("includes", includes);
    }

    List<Glob> excludeGlobs() {
        List<Glob> all = globs("excludes", excludes);
        all.addAll(defaultExcludes ? unpublished() : globs("excludes", PARTIALS));
        return all;
    }

    private static List<Glob> globs(String field, List<String> patterns) {
        List<Glob> globs = new ArrayList<>();
        patterns.forEach(pattern -> globs.add(Glob.of(field, pattern)));
        return globs;
    }
}
