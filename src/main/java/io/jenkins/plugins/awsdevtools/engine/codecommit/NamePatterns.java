package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.Wildcards;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names and globs for branches, paths and authors. {@code *} and {@code ?} stand for anything but a slash, {@code **}
 * for anything; a pattern that ends with a slash means all that is inside.
 */
public final class NamePatterns {

    private final List<String> texts;
    private final List<Wildcards> patterns;

    private NamePatterns(List<String> texts, boolean caseMatters) {
        this.texts = List.copyOf(texts);
        this.patterns = texts.stream()
                .map(text -> Wildcards.ofPath(text.endsWith("/") ? text + "**" : text, caseMatters))
                .toList();
    }

    /** Patterns given one by one. */
    public static NamePatterns of(List<String> patterns) {
        return new NamePatterns(patterns, true);
    }

    /** Patterns separated by commas or lines; an empty text has none. */
    public static NamePatterns parse(String text) {
        return new NamePatterns(split(text), true);
    }

    /** As {@link #parse}, and {@code Build Bot} is {@code build bot}. */
    public static NamePatterns parseIgnoringCase(String text) {
        return new NamePatterns(split(text), false);
    }

    /** The parts of a text that are separated by commas or lines. */
    public static List<String> split(String text) {
        return text == null
                ? List.of()
                : Pattern.compile("[,\\r\\n]")
                        .splitAsStream(text)
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The patterns as they were given. */
    public List<String> texts() {
        return texts;
    }

    /** Those without {@code *} and {@code ?}: they name one thing. */
    public List<String> names() {
        return texts.stream().filter(text -> !isGlob(text)).toList();
    }

    /** Whether any pattern may match more than one name. */
    public boolean hasGlobs() {
        return texts.stream().anyMatch(NamePatterns::isGlob);
    }

    /** Whether any pattern matches. */
    public boolean matches(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static boolean isGlob(String text) {
        return text.contains("*") || text.contains("?") || text.endsWith("/");
    }

    @Override
    public String toString() {
        return String.join(", ", texts).toLowerCase(Locale.ROOT);
    }
}
