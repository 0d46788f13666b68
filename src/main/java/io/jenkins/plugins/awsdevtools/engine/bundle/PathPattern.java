package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.Wildcards;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern over paths whose names are separated by {@code /}; it may come from a file in a workspace. Immutable.
 */
final class PathPattern {

    private final Wildcards wildcards;

    /** @param wildcards null if it matches nothing */
    private PathPattern(Wildcards wildcards) {
        this.wildcards = wildcards;
    }

    /** {@code *}, {@code ?} and {@code **} as Ant has them; every other character stands for itself. */
    static PathPattern ant(String glob) {
        return parse(glob, false);
    }

    /**
     * As git's wildmatch has it, with sets in brackets and backslashes. A pattern that git finds broken matches nothing.
     *
     * @see <a href="https://git-scm.com/docs/gitignore#_pattern_format">gitignore, pattern format</a>
     */
    static PathPattern git(String glob) {
        return parse(glob, true);
    }

    private static PathPattern parse(String glob, boolean git) {
        Wildcards.Builder pattern = new Wildcards.Builder();
        int at = 0;
        while (at < glob.length()) {
            int character = glob.codePointAt(at);
            if (character == '*') {
                int end = at;
                while (end < glob.length() && glob.charAt(end) == '*') {
                    end++;
                }
                at = stars(glob, at, end, pattern);
            } else if (character == '?') {
                pattern.anyOfAName();
                at++;
            } else if (git && character == '\\') {
                if (at + 1 == glob.length()) {
                    return new PathPattern(null);
                }
                int escaped = glob.codePointAt(at + 1);
                pattern.character(escaped);
                at += 1 + Character.charCount(escaped);
            } else if (git && character == '[') {
                CharacterSet.Parsed set = CharacterSet.parse(glob, at);
                if (set == null) {
                    return new PathPattern(null);
                }
                pattern.oneOf(set.set()::contains);
                at = set.end();
            } else {
                pattern.character(character);
                at += Character.charCount(character);
            }
        }
        return new PathPattern(pattern.build(true));
    }

    /** Adds what a run of stars stands for; returns where the pattern goes on. */
    private static int stars(String glob, int start, int end, Wildcards.Builder pattern) {
        boolean wholeName = end - start > 1 && (start == 0 || glob.charAt(start - 1) == '/');
        if (wholeName && end == glob.length()) {
            pattern.some();
            return end;
        }
        if (wholeName && glob.charAt(end) == '/') {
            pattern.folders();
            return end + 1;
        }
        pattern.someOfAName();
        return end;
    }

    /** Whether the whole path matches. */
    boolean matches(String path) {
        return wildcards != null && wildcards.matches(path);
    }

    /** A set in brackets, as {@code [a-z]} or {@code [!_[:digit:]]}. */
    private record CharacterSet(boolean negated, int[] from, int[] to) {

        record Parsed(CharacterSet set, int end) {}

        boolean contains(int character) {
            boolean found = false;
            for (int i = 0; i < from.length && !found; i++) {
                found = from[i] < 0 ? named(to[i], character) : character >= from[i] && character <= to[i];
            }
            return found != negated;
        }

        private static final List<String> NAMES = List.of(
                "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
                "xdigit");

        private static boolean named(int name, int c) {
            if (c > 127) {
                return false;
            }
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            boolean graph = c > 32 && c < 127;
            return switch (NAMES.get(name)) {
                case "alnum" -> letter || digit;
                case "alpha" -> letter;
                case "blank" -> c == ' ' || c == '\t';
                case "cntrl" -> c < 32 || c == 127;
                case "digit" -> digit;
                case "graph" -> graph;
                case "lower" -> c >= 'a' && c <= 'z';
                case "print" -> graph || c == ' ';
                case "punct" -> graph && !letter && !digit;
                case "space" -> c == ' ' || c >= 9 && c <= 13;
                case "upper" -> c >= 'A' && c <= 'Z';
                default -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            };
        }

        /** Reads the set that begins at a bracket; null if it is broken. */
        static Parsed parse(String glob, int open) {
            int at = open + 1;
            boolean negated = at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^');
            at += negated ? 1 : 0;
            int[] from = new int[glob.length()];
            int[] to = new int[glob.length()];
            int count = 0;
            boolean first = true;
            while (at < glob.length() && (first || glob.charAt(at) != ']')) {
                first = false;
                if (glob.startsWith("[:", at)) {
                    int end = glob.indexOf(":]", at + 2);
                    int name = end < 0 ? -1 : NAMES.indexOf(glob.substring(at + 2, end));
                    if (end >= 0 && name < 0) {
                        return null;
                    }
                    if (name >= 0) {
                        from[count] = -1;
                        to[count++] = name;
                        at = end + 2;
                        continue;
                    }
                }
                at += glob.charAt(at) == '\\' ? 1 : 0;
                if (at >= glob.length()) {
                    return null;
                }
                int low = glob.codePointAt(at);
                at += Character.charCount(low);
                int high = low;
                if (at + 1 < glob.length() && glob.charAt(at) == '-' && glob.charAt(at + 1) != ']') {
                    at += glob.charAt(at + 1) == '\\' ? 2 : 1;
                    if (at >= glob.length()) {
                        return null;
                    }
                    high = glob.codePointAt(at);
                    at += Character.charCount(high);
                }
                from[count] = low;
                to[count++] = high;
            }
            return at >= glob.length()
                    ? null
                    : new Parsed(
                            new CharacterSet(negated, Arrays.copyOf(from, count), Arrays.copyOf(to, count)), at + 1);
        }
    }
}
