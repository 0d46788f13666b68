package io.jenkins.plugins.awsdevtools.engine.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Says the same thing about the same matter once, until something else is to be said of it, or until the matter is settled.
 * Used on its owner's serial executor.
 */
public final class SaidOnce {

    private final Consumer<String> line;
    private final Map<String, String> said = new HashMap<>();

    /** @param line where it is said */
    public SaidOnce(Consumer<String> line) {
        this.line = Objects.requireNonNull(line);
    }

    /** @param about the matter, a name for this object alone */
    public void say(String about, String text) {
        if (!text.equals(said.put(about, text))) {
            line.accept(text);
        }
    }

    /** Whether something was said of the matter that is not settled. */
    public boolean isOpen(String about) {
        return said.containsKey(about);
    }

    /** What was said of the matter holds no more. */
    public void settle(String about) {
        said.remove(about);
    }

    /** What was said of the matter holds no more, which is told to who has read it. */
    public void settle(String about, String text) {
        if (said.remove(about) != null) {
            line.accept(text);
        }
    }
}
