package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.Wildcards;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of pipelines: exact ones, and globs in which {@code *} stands for any characters and {@code ?} for one.
 *
 * @param texts at least one
 */
public record NameGlobs(List<String> texts) {

    /** {@code PipelineName} of the CodePipeline API, and what stands for other characters. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9.@\\-_*?]{1,100}");

    /** @throws ParameterException if there is none, or one that no pipeline can match */
    public NameGlobs {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new ParameterException("pipelines", "", Texts.of("codepipeline.changes.none"));
        }
        for (String text : texts) {
            if (!SHAPE.matcher(text).matches()) {
                throw new ParameterException("pipelines", text, Texts.of("codepipeline.changes.name"));
            }
        }
    }

    /**
     * As a form has them: separated by commas or lines.
     *
     * @param text may be null
     */
    public static NameGlobs parse(String text) {
        List<String> texts = new ArrayList<>();
        for (String one : (text == null ? "" : text).split("[,\n]")) {
            if (!one.isBlank()) {
                texts.add(one.strip());
            }
        }
        return new NameGlobs(texts);
    }

    /** The exact names among them. */
    public List<String> names() {
        return texts.stream().filter(text -> !isGlob(text)).toList();
    }

    /** Whether it takes the list of all pipelines to know which are meant. */
    public boolean hasGlobs() {
        return texts.stream().anyMatch(NameGlobs::isGlob);
    }

    /** Whether a pipeline is meant. */
    public boolean matches(String pipeline) {
        return texts.stream().anyMatch(text -> Wildcards.ofName(text).matches(pipeline));
    }

    private static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
