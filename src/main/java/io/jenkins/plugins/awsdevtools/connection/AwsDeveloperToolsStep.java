package io.jenkins.plugins.awsdevtools.connection;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code awsDeveloperTools(connection: 'name') { ... }}: the connection of the steps inside. */
public final class AwsDeveloperToolsStep extends Step {

    private final String connection;

    @DataBoundConstructor
    public AwsDeveloperToolsStep(String connection) {
        this.connection = connection;
    }

    public String getConnection() {
        return connection;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, connection);
    }

    /** Runs the body; a wrong name is refused before anything inside runs. */
    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final String connection;

        Execution(StepContext context, String connection) {
            super(context);
            this.connection = connection;
        }

        @Override
        public boolean start() throws Exception {
            new ConnectionResolver().resolve(getContext().get(Run.class), connection);
            getContext()
                    .newBodyInvoker()
                    .withContext(new AmbientConnection(connection))
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }

        @Override
        public void onResume() {
            // the body goes on by itself
        }
    }

    /** The step as Pipeline knows it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "awsDeveloperTools";
        }

        @Override
        public String getDisplayName() {
            return Messages.AwsDeveloperToolsStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(AmbientConnection.class);
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }
    }
}
