package io.jenkins.plugins.awsdevtools.bundle;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A step that has a workspace and keeps what it says, its journals for as long as this process. */
public class WorkspaceContext implements RunContext {

    private final Run<?, ?> run;
    private final AwsAccess access;
    private final Workspace workspace;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Finds it. */
    @FunctionalInterface
    public interface Workspace {
        FilePath get() throws IOException, InterruptedException;
    }

    /** @param run null where none is asked for */
    public WorkspaceContext(Run<?, ?> run, AwsAccess access, Workspace workspace) {
        this.run = run;
        this.access = access;
        this.workspace = workspace;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public Run<?, ?> run() {
        return run;
    }

    @Override
    public TaskListener listener() {
        return TaskListener.NULL;
    }

    @Override
    public AwsAccess access() {
        return access;
    }

    @Override
    public String connection() {
        return null;
    }

    @Override
    public FlowNode node() {
        return null;
    }

    @Override
    public LineSink sink() {
        return new LineSink() {
            @Override
            public void print(String line) {
                lines.add(line);
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public long linesHeld() {
                return lines.size();
            }
        };
    }

    @Override
    public String key() {
        return "1";
    }

    @Override
    public <T> Journal<T> journal(String name, Class<T> type) {
        return Journal.inMemory();
    }

    @Override
    public FlowRecorder recorder() {
        return FlowRecorder.of(run, key());
    }

    @Override
    public Serializable prepared() {
        return null;
    }

    @Override
    public FilePath workspace() throws IOException, InterruptedException {
        return workspace.get();
    }
}
