package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Place;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code s3Fetch bucket: 'data', to: 'in'}: brings the objects below a prefix to a folder of the workspace. */
public final class S3FetchStep extends RemoteStep<SyncOutcome> {

    private static final long serialVersionUID = 1L;

    private final String bucket;
    private String prefix;
    private String to;
    private String includes;
    private String excludes;
    private boolean allowEmpty;
    private String bucketOwner;

    @DataBoundConstructor
    public S3FetchStep(String bucket) {
        this.bucket = Util.fixNull(bucket).trim();
    }

    public String getBucket() {
        return bucket;
    }

    public String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public void setPrefix(String prefix) {
        this.prefix = Util.fixEmptyAndTrim(prefix);
    }

    public String getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    public String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes);
    }

    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    @DataBoundSetter
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    public String getBucketOwner() {
        return bucketOwner;
    }

    @DataBoundSetter
    public void setBucketOwner(String bucketOwner) {
        this.bucketOwner = Util.fixEmptyAndTrim(bucketOwner);
    }

    @Override
    protected void check(Run<?, ?> run) {
        place();
        Globs.of("includes", includes);
        Globs.of("excludes", excludes);
    }

    private S3Place place() {
        return new S3Place(bucket, prefix, bucketOwner);
    }

    @Override
    protected RemoteWork<SyncOutcome> begin(RunContext context) {
        FetchOrder order = new FetchOrder(
                to == null ? "" : to,
                Globs.of("includes", includes),
                Globs.of("excludes", excludes),
                allowEmpty,
                SyncOrder.DEFAULT_THREADS);
        return Transfers.of(context, AwsRuntime.get().work()).fetch(place(), order);
    }

    @Override
    protected CompletionStage<?> conclude(SyncOutcome result, RunContext context) {
        return CompletableFuture.completedFuture(new S3TransferResult(result, place().url()));
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

        @Override
        public String getFunctionName() {
            return "s3Fetch";
        }

        @Override
        public String getDisplayName() {
            return Messages.S3FetchStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class);
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }

        @POST
        public FormValidation doCheckBucket(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Checks.bucket(item, value);
        }

        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Checks.prefix(item, value);
        }
    }
}
