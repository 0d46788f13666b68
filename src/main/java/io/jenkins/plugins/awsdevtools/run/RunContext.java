package io.jenkins.plugins.awsdevtools.run;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What a {@link RemoteStep} has around it, in a Pipeline and in a freestyle build alike. */
public interface RunContext {

    Run<?, ?> run();

    TaskListener listener();

    /** With what AWS is called; checked and looked up once. */
    AwsAccess access();

    /** The name of the connection, from the step or from around it; null for the default. */
    String connection();

    /** The step in the graph of its Pipeline, or null in a freestyle build. */
    FlowNode node();

    /** The log of this step. */
    LineSink sink();

    /** Tells this step from the others of the same Jenkins build; letters, digits and -, the same after a restart. */
    String key();

    /**
     * Where the step keeps what finds its remote work again.
     *
     * @param name tells the journals of one step apart; letters
     */
    <T> Journal<T> journal(String name, Class<T> type);

    /** Where the step keeps its picture. */
    FlowRecorder recorder();

    /** What {@link RemoteStep#prepare} read, or null. */
    Serializable prepared();

    /**
     * The workspace, or null if there is none.
     *
     * @throws IOException if its agent is not there
     */
    FilePath workspace() throws IOException, InterruptedException;
}
