package io.jenkins.plugins.awsdevtools.connection;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

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

    /** As {@link #check(Runnable)} for who may configure the item; another one learns nothing. */
    public static FormValidation check(Item item, Runnable check) {
        return allowed(item, () -> check(check));
    }

    /** As {@link #optional(String, Consumer)} for who may configure the item. */
    public static FormValidation optional(Item item, String value, Consumer<String> check) {
        return allowed(item, () -> optional(value, check));
    }

    /** Whether a number is from {@code least} to {@code most}, for who may configure the item. */
    public static FormValidation inRange(Item item, String value, int least, int most) {
        return allowed(item, () -> FormValidation.validateIntegerInRange(value, least, most));
    }

    /** As {@link #optional(Item, String, Consumer)} for a whole number; one that a variable will hold is good too. */
    public static FormValidation number(Item item, String value, IntConsumer check) {
        return literal(item, value, text -> {
            int number;
            try {
                number = Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                throw new ParameterException("", text, Messages.FormChecks_notANumber());
            }
            check.accept(number);
        });
    }

    /** As {@link #optional(Item, String, Consumer)}; what a variable will hold is not known before the build. */
    public static FormValidation literal(Item item, String value, Consumer<String> check) {
        return Util.fixNull(value).contains("$") ? FormValidation.ok() : optional(item, value, check);
    }

    /**
     * What is wrong with one field of what can only be checked as a whole, for who may configure the item. What is wrong
     * with another field is said beside that.
     *
     * @param field as a {@link ParameterException} names it, without the name of the whole
     * @param value of the field
     */
    public static FormValidation field(Item item, String field, String value, Runnable check) {
        if (Util.fixNull(value).contains("$")) {
            return FormValidation.ok();
        }
        return allowed(item, () -> {
            try {
                check.run();
                return FormValidation.ok();
            } catch (ParameterException refused) {
                String named = refused.field().substring(refused.field().lastIndexOf('.') + 1);
                return named.equals(field) ? FormValidation.error(refused.reason()) : FormValidation.ok();
            }
        });
    }

    private static FormValidation allowed(Item item, Supplier<FormValidation> check) {
        return ConnectionChoices.mayConfigure(item) ? check.get() : FormValidation.ok();
    }
}
