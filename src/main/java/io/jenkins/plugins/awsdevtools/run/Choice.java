package io.jenkins.plugins.awsdevtools.run;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.List;
import java.util.Map;

/** A parameter whose value is one of a few words. */
public final class Choice {

    private Choice() {}

    /**
     * What a word stands for.
     *
     * @throws ParameterException naming the field, the value, and the closest words or all of them
     */
    public static <T> T of(String field, String value, Map<String, T> choices) {
        T chosen = value == null ? null : choices.get(value);
        if (chosen == null) {
            List<String> closest = value == null ? List.of() : ClosestNames.of(value, choices.keySet());
            throw new ParameterException(
                    field,
                    value,
                    Messages.Choice_bad(String.join(
                            ", ",
                            closest.isEmpty()
                                    ? choices.keySet().stream().sorted().toList()
                                    : closest)));
        }
        return chosen;
    }
}
