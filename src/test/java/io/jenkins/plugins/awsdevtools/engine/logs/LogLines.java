package io.jenkins.plugins.awsdevtools.engine.logs;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;

/** The log of a Jenkins build, as lines. Safe for use by many threads. */
public final class LogLines implements LineSink {

    private final List<String> all = new ArrayList<>();

    @Override
    public synchronized void print(String line) {
        all.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public synchronized long linesHeld() {
        return all.size();
    }

    public synchronized List<String> all() {
        return List.copyOf(all);
    }

    /** The lines that have this text. */
    public List<String> with(String text) {
        return all().stream().filter(line -> line.contains(text)).toList();
    }

    /** Waits until a line has this text. */
    public void await(String text) {
        eventually(() -> !with(text).isEmpty());
    }
}
