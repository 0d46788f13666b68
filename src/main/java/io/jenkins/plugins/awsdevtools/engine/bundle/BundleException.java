package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.io.IOException;
import java.util.List;

/** Files that cannot be bundled, or an archive that is not unpacked. The message names them and says what to do. */
public final class BundleException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMES = 10;

    BundleException(String key, Object... values) {
        super(Texts.of(key, values));
    }

    /** Some of the names, each on a line of its own, without what could disturb a log. */
    static String shown(List<String> names) {
        StringBuilder text = new StringBuilder();
        names.stream().limit(MOST_NAMES).forEach(name -> text.append("\n  ").append(shown(name)));
        if (names.size() > MOST_NAMES) {
            text.append("\n  ").append(Texts.of("bundle.more", names.size() - MOST_NAMES));
        }
        return text.toString();
    }

    static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 300 ? clean : clean.substring(0, 300) + "...";
    }
}
