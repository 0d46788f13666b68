package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSettings;
import io.jenkins.plugins.awsdevtools.engine.codebuild.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.codebuild.RetryPolicy;
import io.jenkins.plugins.awsdevtools.run.AbortableStep;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * How builds are followed: the parameters that have nothing to do with what is built.
 *
 * @param <R> what the work leads to
 */
public abstract class FollowingStep<R> extends AbortableStep<R> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, OnAbort> ON_ABORT = Map.of("stop", OnAbort.STOP, "leave", OnAbort.LEAVE);

    private int lastLines = BuildSettings.DEFAULT.lastLines();
    private boolean testResults = true;
    private int retries;

    public final int getLastLines() {
        return lastLines;
    }

    @DataBoundSetter
    public final void setLastLines(int lastLines) {
        this.lastLines = lastLines;
    }

    public final boolean isTestResults() {
        return testResults;
    }

    @DataBoundSetter
    public final void setTestResults(boolean testResults) {
        this.testResults = testResults;
    }

    public final int getRetries() {
        return retries;
    }

    @DataBoundSetter
    public final void setRetries(int retries) {
        this.retries = retries;
    }

    @Override
    protected final String usualOnAbort() {
        return "stop";
    }

    /** @throws ParameterException if it is neither word */
    final OnAbort abortMode() {
        return abortMode(ON_ABORT);
    }

    /** The fields' drop-downs and checks. */
    public abstract static class FollowingStepDescriptor extends AbortableStepDescriptor {

        @Override
        protected final Map<String, String> abortChoices() {
            Map<String, String> choices = new LinkedHashMap<>();
            choices.put("stop", Messages.CodeBuildStep_onAbort_stop());
            choices.put("leave", Messages.CodeBuildStep_onAbort_leave());
            return choices;
        }

        @POST
        public FormValidation doCheckLastLines(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.inRange(item, value, 0, BuildSettings.MOST_LAST_LINES);
        }

        @POST
        public FormValidation doCheckRetries(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.inRange(item, value, 0, RetryPolicy.MOST);
        }
    }
}
