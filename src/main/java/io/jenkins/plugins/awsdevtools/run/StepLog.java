package io.jenkins.plugins.awsdevtools.run;

import hudson.console.AnnotatedLargeText;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The log of one step of a Pipeline. Its lines can be counted after a restart, whoever printed them. */
final class StepLog implements LineSink {

    private final PrintStream log;
    private final FlowNode node;

    StepLog(PrintStream log, FlowNode node) {
        this.log = log;
        this.node = node;
    }

    @Override
    public void print(String line) {
        log.println(line);
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public long linesHeld() {
        LogAction action = node.getAction(LogAction.class);
        if (action == null) {
            return 0;
        }
        LineCount count = new LineCount();
        try {
            AnnotatedLargeText<?> text = action.getLogText();
            long from = 0;
            for (long to = text.writeRawLogTo(0, count); to > from; to = text.writeRawLogTo(from, count)) {
                from = to;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return count.lines;
    }

    private static final class LineCount extends OutputStream {
        private long lines;

        @Override
        public void write(int b) {
            if (b == '\n') {
                lines++;
            }
        }
    }
}
