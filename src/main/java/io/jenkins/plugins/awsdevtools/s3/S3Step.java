package io.jenkins.plugins.awsdevtools.s3;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.s3.DeployRecord;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Names;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Place;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Transfers;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.transfer.AgentPlace;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What {@code s3Deploy} and {@code s3Fetch} have in common: a prefix of a bucket, and which paths below it take part. */
public abstract class S3Step extends RemoteStep<SyncOutcome> {

    private static final long serialVersionUID = 1L;

    private final String bucket;
    private String prefix;
    private String includes;
    private String excludes;
    private boolean allowEmpty;
    private String bucketOwner;

    S3Step(String bucket) {
        this.bucket = Util.fixNull(bucket).trim();
    }

    public final String getBucket() {
        return bucket;
    }

    public final String getPrefix() {
        return prefix;
    }

    @DataBoundSetter
    public final void setPrefix(String prefix) {
        this.prefix = Util.fixEmptyAndTrim(prefix);
    }

    public final String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public final void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes);
    }

    public final String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public final void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    public final boolean isAllowEmpty() {
        return allowEmpty;
    }

    @DataBoundSetter
    public final void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    public final String getBucketOwner() {
        return bucketOwner;
    }

    @DataBoundSetter
    public final void setBucketOwner(String bucketOwner) {
        this.bucketOwner = Util.fixEmptyAndTrim(bucketOwner);
    }

    @Override
    protected void check(Run<?, ?> run) {
        place();
        includeGlobs();
        excludeGlobs();
    }

    final S3Place place() {
        return new S3Place(bucket, prefix, bucketOwner);
    }

    final List<String> includeGlobs() {
        return Globs.of("includes", includes);
    }

    final List<String> excludeGlobs() {
        return Globs.of("excludes", excludes);
    }

    /** Transfers in the workspace of the build. */
    static S3Transfers transfers(RunContext context) {
        WorkContext work = AwsRuntime.get().work();
        return new S3Transfers(
                work,
                context.access(),
                context.journal("s3", DeployRecord.class),
                context.sink(),
                context.recorder()::record,
                new AgentPlace(context::workspace, work.timing()));
    }

    /** Where the deployed site is served; null if there is none, or where is not known. */
    String website(RunContext context) {
        return null;
    }

    @Override
    protected final CompletionStage<?> conclude(SyncOutcome result, RunContext context) {
        return CompletableFuture.completedFuture(new S3TransferResult(result, place().url(), website(context)));
    }

    /** What both descriptors offer and check. A value with variables is not known yet. */
    public abstract static class S3StepDescriptor extends RemoteStepDescriptor {

        /** As many as a person looks through; who has more types the name. */
        static final int MOST = 1000;

        private static final AwsNames BUCKETS = new AwsNames("s3:ListAllMyBuckets", MOST, access -> new S3Names(
                        AwsRuntime.get().clients(), access)
                .buckets(MOST));

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class);
        }

        /** Buckets of the account; one of another account is good, too, and typed. */
        @POST
        public ComboBoxModel doFillBucketItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return BUCKETS.choices(item, connection);
        }

        @POST
        public FormValidation doCheckBucket(@AncestorInPath Item item, @QueryParameter String value) {
            String bucket = Util.fixNull(value).trim();
            return !ConnectionChoices.mayConfigure(item) || bucket.contains("$")
                    ? FormValidation.ok()
                    : FormChecks.check(() -> S3Place.checkBucket(bucket));
        }

        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return optional(item, value, S3Place::checkPrefix);
        }

        @POST
        public FormValidation doCheckIncludes(@AncestorInPath Item item, @QueryParameter String value) {
            return optional(item, value, globs -> Globs.of("includes", globs));
        }

        @POST
        public FormValidation doCheckExcludes(@AncestorInPath Item item, @QueryParameter String value) {
            return optional(item, value, globs -> Globs.of("excludes", globs));
        }

        @POST
        public FormValidation doCheckBucketOwner(@AncestorInPath Item item, @QueryParameter String value) {
            return optional(item, value, owner -> new S3Place("bucket", null, owner));
        }

        static FormValidation optional(Item item, String value, Consumer<String> check) {
            return !ConnectionChoices.mayConfigure(item) || Util.fixNull(value).contains("$")
                    ? FormValidation.ok()
                    : FormChecks.optional(value, check);
        }
    }
}
