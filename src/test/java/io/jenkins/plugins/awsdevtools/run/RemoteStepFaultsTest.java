package io.jenkins.plugins.awsdevtools.run;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.work.AnswerWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** A step that hangs is the worst of all ends: an error of its own ends it too. */
class RemoteStepFaultsTest extends ConnectedJenkins {

    /** Fails where it is told to, as if a class of another plugin were missing. */
    public static final class FaultyStep extends RemoteStep<String> {

        private static final long serialVersionUID = 1L;

        private final String place;

        @DataBoundConstructor
        public FaultyStep(String place) {
            this.place = place;
        }

        public String getPlace() {
            return place;
        }

        private void passing(String here) {
            if (place.equals(here)) {
                throw new NoClassDefFoundError("a/Missing");
            }
        }

        @Override
        protected void check(Run<?, ?> run) {
            // whatever it is given
        }

        @Override
        protected RemoteWork<String> begin(RunContext context) {
            passing("begin");
            return new AnswerWork<>(CompletableFuture.completedFuture("done"), "working", "aborted");
        }

        @Override
        protected CompletionStage<?> conclude(String result, RunContext context) {
            passing("conclude");
            return CompletableFuture.completedFuture(result);
        }

        /** The step as Pipeline knows it. */
        @TestExtension
        public static final class DescriptorImpl extends RemoteStepDescriptor {

            @Override
            public String getFunctionName() {
                return "faulty";
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "conclude"})
    void anErrorOfAStepEndsIt(String place) throws Exception {
        WorkflowRun run = pipeline("faulty '" + place + "'").scheduleBuild2(0).waitForStart();
        eventually(() -> !run.isBuilding() && !run.isLogUpdated());
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("a/Missing", run);
    }
}
