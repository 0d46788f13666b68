package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import java.util.List;

/** The log of a Jenkins build, whose process dies before a line. */
final class MortalLog implements LineSink {

    private final LogLines lines = new LogLines();
    private int left;

    MortalLog(int left) {
        this.left = left;
    }

    @Override
    public synchronized void print(String line) {
        if (left-- == 0) {
            throw new IllegalStateException("killed");
        }
        lines.print(line);
    }

    @Override
    public void flush() {}

    @Override
    public long linesHeld() {
        return lines.linesHeld();
    }

    List<String> all() {
        return lines.all();
    }

    synchronized void revive() {
        left = Integer.MAX_VALUE;
    }
}
