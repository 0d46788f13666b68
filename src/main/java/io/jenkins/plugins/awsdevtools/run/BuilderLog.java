package io.jenkins.plugins.awsdevtools.run;

import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import java.io.PrintStream;

/** The log of a freestyle build, which does not outlive the process. */
final class BuilderLog implements LineSink {

    private final PrintStream log;
    private long lines;

    BuilderLog(PrintStream log) {
        this.log = log;
    }

    @Override
    public void print(String line) {
        log.println(line);
        lines++;
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public long linesHeld() {
        return lines;
    }
}
