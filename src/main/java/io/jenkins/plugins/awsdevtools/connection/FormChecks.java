package io.jenkins.plugins.awsdevtools.connection;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.function.Consumer;

/** The ground floor's checks as messages beside a field: what a form refuses is what a build refuses. */
public final class FormChecks {

    private FormChecks() {}

    /** The reason if the check throws a {@link ParameterException}. */
    public static FormValidation check(Runnable check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (ParameterException refused) {
            return FormValidation.error(refused.reason());
        }
    }

    /** As {@link #check}; an empty value is good. */
    public static FormValidation optional(String value, Consumer<String> check) {
        String text = Util.fixEmptyAndTrim(value);
        return text == null ? FormValidation.ok() : check(() -> check.accept(text));
    }
}
