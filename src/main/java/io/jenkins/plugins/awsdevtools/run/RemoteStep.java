package io.jenkins.plugins.awsdevtools.run;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A step that lets AWS do the work and waits without an executor. The one definition of its parameters; a
 * {@link RemoteBuilder} or {@link RemotePublisher} holds one for freestyle jobs.
 *
 * @param <R> what the work leads to
 */
public abstract class RemoteStep<R> extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    private String connection;

    public final String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public final void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    /**
     * Checks all that can be checked before AWS is called. Called before anything else, on the thread of the build.
     *
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value
     */
    protected abstract void check(Run<?, ?> run);

    /**
     * Reads what the workspace holds and must outlive it, such as a small file. Called when the step starts, on a thread
     * that may wait for the agent, and again if Jenkins was restarted before it was done.
     *
     * @param workspace null if there is none
     * @return kept with the step, or null
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value
     */
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        return null;
    }

    /**
     * Begins the work, or goes on with the one that the journals of the context tell of. Called when the step starts and
     * after each restart, on a thread that may wait for credentials and small files but for nothing long.
     *
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value
     */
    protected abstract RemoteWork<R> begin(RunContext context) throws IOException, InterruptedException;

    /**
     * Makes the step's value of what the work led to. Called on a thread as {@link #begin} is, and again if Jenkins was
     * restarted before it was done. A build that is aborted meanwhile cancels the stage.
     *
     * @return the value, which a Pipeline gets and keeps: serializable. Fails with {@link hudson.AbortException} if the
     *     Jenkins build is to fail.
     */
    protected abstract CompletionStage<?> conclude(R result, RunContext context)
            throws IOException, InterruptedException;

    /** What is shown for the step in the graph of a Pipeline, where its name alone says too little; null for the name. */
    protected String label() {
        return null;
    }

    /**
     * Starts what a Pipeline runs beside the work, such as blocks that show it. The step ends when both have ended; if what
     * runs beside fails, the work is aborted. Called once, on the thread of the Pipeline; a freestyle build has nothing
     * beside.
     *
     * @param connection that the step has, from its parameter or from around it; null for the default
     * @param ended to be told
     * @return whether there is something
     */
    protected boolean startBeside(StepContext context, String connection, BodyExecutionCallback ended)
            throws IOException, InterruptedException {
        return false;
    }

    /** Parameters in which {@code $NAME} stays as it is in a freestyle job, such as scripts. */
    protected Set<String> verbatim() {
        return Set.of();
    }

    @Override
    public final StepExecution start(StepContext context) {
        return new RemoteStepExecution<>(context, this);
    }

    /** What every remote step needs around it, and which connections it may have. */
    public abstract static class RemoteStepDescriptor extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @POST
        public final ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }
    }
}
