package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code s3Fetch bucket: 'data', to: 'in'}: brings the objects below a prefix to a folder of the workspace. */
public final class S3FetchStep extends S3Step {

    private static final long serialVersionUID = 1L;

    private String to;

    @DataBoundConstructor
    public S3FetchStep(String bucket) {
        super(bucket);
    }

    public String getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    @Override
    protected RemoteWork<SyncOutcome> begin(RunContext context) {
        FetchOrder order = new FetchOrder(
                to == null ? "" : to, includeGlobs(), excludeGlobs(), isAllowEmpty(), FetchOrder.DEFAULT_THREADS);
        return transfers(context).fetch(place(), order);
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends S3StepDescriptor {

        @Override
        public String getFunctionName() {
            return "s3Fetch";
        }

        @Override
        public String getDisplayName() {
            return Messages.S3FetchStep_displayName();
        }
    }
}
