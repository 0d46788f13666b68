package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import groovy.lang.Script;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.connection.AmbientConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * The Groovy program that draws a mirror with Pipeline's own {@code stage} and {@code parallel}, run inside the step as
 * {@code load} runs a file: Pipeline saves it with the rest of the job, and everything that shows Pipelines shows it.
 */
final class MirrorProgram {

    private static final String PLACE_OF_KEY = "@MIRROR@";
    private static final String PLACE_OF_LOGS = "@LOGS@";

    private MirrorProgram() {}

    /**
     * Starts it; called on the thread of the Pipeline.
     *
     * @param logs whether the logs of actions are shown
     * @param connection of the mirror; null for the default
     */
    static void start(StepContext context, boolean logs, String connection, BodyExecutionCallback ended)
            throws IOException, InterruptedException {
        if (StepDescriptor.byFunctionName("stage") == null) {
            throw new AbortException(Messages.MirrorProgram_noStages());
        }
        CpsStepContext cps = (CpsStepContext) context;
        CpsThread thread = CpsThread.current();
        String key = context.get(FlowNode.class).getId();
        Script program = thread.getExecution()
                .getShell()
                .parse(text().replace(PLACE_OF_KEY, key).replace(PLACE_OF_LOGS, Boolean.toString(logs)));
        cps.newBodyInvoker(thread.getGroup().export(program), true)
                .withContext(new AmbientConnection(connection))
                .withCallback(new Forgetting(context.get(Run.class).getExternalizableId(), key))
                .withCallback(ended)
                .start();
    }

    /** Whether the program of a build was told to stop. */
    static boolean isAborted(Run<?, ?> run) {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        return owner != null
                && owner.getOrNull() instanceof CpsFlowExecution program
                && program.getResult() == Result.ABORTED;
    }

    private static String text() throws IOException {
        try (InputStream program = MirrorProgram.class.getResourceAsStream("MirrorProgram.groovy")) {
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Nothing inside waits any more. */
    private static final class Forgetting extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        private final String run;
        private final String key;

        Forgetting(String run, String key) {
            this.run = run;
            this.key = key;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            forget();
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            forget();
        }

        private void forget() {
            Run<?, ?> known = Run.fromExternalizableId(run);
            if (known != null) {
                Mirrors.get().forget(known, key);
            }
        }
    }
}
