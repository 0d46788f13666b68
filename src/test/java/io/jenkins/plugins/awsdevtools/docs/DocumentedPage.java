package io.jenkins.plugins.awsdevtools.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, for tests that run what it shows. A page without an example of the language asked for is
 * refused, so that a test of it cannot pass because the examples have moved.
 */
public final class DocumentedPage {

    private static final Path FOLDER = Path.of("docs");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private final String name;
    private final String text;

    private DocumentedPage(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** @param name of the file in {@code docs}, without {@code .md} */
    public static DocumentedPage of(String name) {
        try {
            return new DocumentedPage(name, Files.readString(FOLDER.resolve(name + ".md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An example.
     *
     * @param place page and line, for messages
     */
    public record Example(String place, String text) {

        /** The same with another word in every place of one, such as a name that the test chose. */
        public Example with(String word, String other) {
            if (!text.contains(word)) {
                throw new IllegalArgumentException(place + " does not say " + word);
            }
            return new Example(place, text.replace(word, other));
        }

        @Override
        public String toString() {
            return place;
        }
    }

    /** Whether there is a fenced block of a language. */
    boolean has(String language) {
        return !blocks(language).isEmpty();
    }

    /** The fenced blocks of a language, in their order. */
    public List<Example> examples(String language) {
        List<Example> found = blocks(language);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("docs/" + name + ".md has no example in " + language);
        }
        return found;
    }

    private List<Example> blocks(String language) {
        List<Example> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(language)) {
                long line = text.substring(0, block.start()).lines().count() + 1;
                found.add(new Example("docs/" + name + ".md:" + line, block.group(2)));
            }
        }
        return found;
    }
}
