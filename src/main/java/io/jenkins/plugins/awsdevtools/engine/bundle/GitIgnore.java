package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * What one {@code .gitignore} says of the files below its folder. Immutable.
 *
 * @see <a href="https://git-scm.com/docs/gitignore">gitignore</a>
 */
final class GitIgnore {

    /** What is decided about a path; {@code NONE} asks the {@code .gitignore} of the folder above. */
    enum Verdict {
        IGNORED,
        KEPT,
        NONE
    }

    private record Rule(PathPattern pattern, boolean keeps, boolean foldersOnly, boolean nameOnly) {

        boolean matches(String path, String name, boolean folder) {
            return (folder || !foldersOnly) && pattern.matches(nameOnly ? name : path);
        }
    }

    private final String prefix;
    private final List<Rule> rules;

    private GitIgnore(String prefix, List<Rule> rules) {
        this.prefix = prefix;
        this.rules = List.copyOf(rules);
    }

    /** @param folder where it is, relative to the root; empty for the root itself */
    static GitIgnore parse(String folder, String text) {
        List<Rule> rules = new ArrayList<>();
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String line : content.split("\n", -1)) {
            String pattern = withoutTrailingSpaces(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            if (pattern.isEmpty() || pattern.startsWith("#")) {
                continue;
            }
            boolean keeps = pattern.startsWith("!");
            pattern = keeps ? pattern.substring(1) : pattern;
            boolean foldersOnly = pattern.endsWith("/");
            pattern = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
            boolean nameOnly = pattern.indexOf('/') < 0;
            pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
            if (!pattern.isEmpty()) {
                rules.add(new Rule(PathPattern.git(pattern), keeps, foldersOnly, nameOnly));
            }
        }
        return new GitIgnore(folder.isEmpty() ? "" : folder + "/", rules);
    }

    /** The last rule that matches decides. */
    Verdict of(String path, boolean folder) {
        String below = path.substring(prefix.length());
        String name = below.substring(below.lastIndexOf('/') + 1);
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).matches(below, name, folder)) {
                return rules.get(i).keeps() ? Verdict.KEPT : Verdict.IGNORED;
            }
        }
        return Verdict.NONE;
    }

    /** Spaces at the end do not count unless a backslash is before them. */
    private static String withoutTrailingSpaces(String line) {
        int end = 0;
        for (int at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                at++;
                end = Math.min(at + 1, line.length());
            } else if (line.charAt(at) != ' ') {
                end = at + 1;
            }
        }
        return line.substring(0, end);
    }
}
