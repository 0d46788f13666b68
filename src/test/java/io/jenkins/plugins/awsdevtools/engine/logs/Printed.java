package io.jenkins.plugins.awsdevtools.engine.logs;

import java.util.ArrayList;
import java.util.List;

/** A log on a disk: it outlives whoever prints to it, who may be killed after any number of lines. */
final class Printed implements LineSink {

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final List<String> lines = new ArrayList<>();
    private int linesToLive = Integer.MAX_VALUE;

    void killAfter(int lines) {
        linesToLive = lines;
    }

    @Override
    public void print(String line) {
        if (linesToLive-- <= 0) {
            throw new Killed();
        }
        lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public long linesHeld() {
        return lines.size();
    }
}
