package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the parts of a request check alike. */
final class Checks {

    /** "The identifier can only contain alphanumeric characters and underscores, and must be less than 128 characters". */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_]{1,127}");

    private Checks() {}

    static String emptyToNull(String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }

    /** The words that an enumeration of the SDK has, in alphabetical order. */
    static List<String> names(Iterable<?> values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.toString()));
        names.sort(null);
        return names;
    }

    /** @throws ParameterException if the value is neither null nor one of those known */
    static void known(String field, String value, Iterable<?> values) {
        List<String> known = names(values);
        if (value != null && !known.contains(value)) {
            Optional<String> closest = ClosestNames.of(value, known).stream().findFirst();
            throw new ParameterException(
                    field,
                    value,
                    closest.map(name -> Texts.of("codebuild.unknownValue.closest", name))
                            .orElseGet(() -> Texts.of("codebuild.unknownValue", String.join(", ", known))));
        }
    }

    /** @throws ParameterException naming the field, with the text of the key, unless the condition holds */
    static void must(boolean condition, String field, Object value, String key, Object... values) {
        if (!condition) {
            throw new ParameterException(field, value, Texts.of(key, values));
        }
    }

    /** @throws ParameterException if a secondary source or artifact cannot have this identifier */
    static void identifier(String field, String identifier) {
        must(identifier != null, field, identifier, "codebuild.identifier.none");
        must(IDENTIFIER.matcher(identifier).matches(), field, identifier, "codebuild.identifier.bad");
    }

    /** @throws ParameterException if there are more than 12, or two with one identifier */
    static void distinct(String field, List<String> identifiers) {
        must(identifiers.size() <= 12, field, identifiers.size(), "codebuild.identifier.tooMany");
        List<String> seen = new ArrayList<>();
        for (String identifier : identifiers) {
            must(!seen.contains(identifier), field, identifier, "codebuild.identifier.twice");
            seen.add(identifier);
        }
    }
}
