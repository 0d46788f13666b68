package io.jenkins.plugins.awsdevtools.engine;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What the ground floor says to people, from {@code Texts.properties} beside this class.
 *
 * <p>Messages go to build logs that many people read, so they follow the language of the server and not of a person.
 */
public final class Texts {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(Texts.class.getName());

    private Texts() {}

    /**
     * The text of a key, in {@link MessageFormat} syntax, with its arguments; numbers are not grouped.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String of(String key, Object... arguments) {
        Object[] plain = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            plain[i] = arguments[i] instanceof Number ? arguments[i].toString() : arguments[i];
        }
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(plain);
    }
}
