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
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Place;
import io.jenkins.plugins.awsdevtools.engine.s3.StoreSettings;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code s3Deploy bucket: 'site', from: 'public'}: makes a prefix of a bucket like a folder of the workspace. The one
 * definition of its parameters; {@link S3DeployPublisher} holds one of these.
 */
public final class S3DeployStep extends RemoteStep<SyncOutcome> {

    private static final long serialVersionUID = 1L;

    private final String bucket;
    private String prefix;
    private String from;
    private String includes;
    private String excludes;
    private boolean delete;
    private boolean allowEmpty;
    private boolean dryRun;
    private boolean byTime;
    private String bucketOwner;
    private String encryption;
    private String kmsKey;
    private boolean bucketKey;
    private String distribution;
    private List<S3ObjectRule> rules = new ArrayList<>();

    @DataBoundConstructor
    public S3DeployStep(String bucket) {
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

    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Util.fixEmptyAndTrim(from);
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

    public boolean isDelete() {
        return delete;
    }

    @DataBoundSetter
    public void setDelete(boolean delete) {
        this.delete = delete;
    }

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    @DataBoundSetter
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isByTime() {
        return byTime;
    }

    @DataBoundSetter
    public void setByTime(boolean byTime) {
        this.byTime = byTime;
    }

    public String getBucketOwner() {
        return bucketOwner;
    }

    @DataBoundSetter
    public void setBucketOwner(String bucketOwner) {
        this.bucketOwner = Util.fixEmptyAndTrim(bucketOwner);
    }

    public String getEncryption() {
        return encryption;
    }

    @DataBoundSetter
    public void setEncryption(String encryption) {
        this.encryption = Util.fixEmptyAndTrim(encryption);
    }

    public String getKmsKey() {
        return kmsKey;
    }

    @DataBoundSetter
    public void setKmsKey(String kmsKey) {
        this.kmsKey = Util.fixEmptyAndTrim(kmsKey);
    }

    public boolean isBucketKey() {
        return bucketKey;
    }

    @DataBoundSetter
    public void setBucketKey(boolean bucketKey) {
        this.bucketKey = bucketKey;
    }

    public String getDistribution() {
        return distribution;
    }

    @DataBoundSetter
    public void setDistribution(String distribution) {
        this.distribution = Util.fixEmptyAndTrim(distribution);
    }

    public List<S3ObjectRule> getRules() {
        return List.copyOf(rules);
    }

    @DataBoundSetter
    public void setRules(List<S3ObjectRule> rules) {
        this.rules = new ArrayList<>(Util.fixNull(rules));
    }

    @Override
    protected void check(Run<?, ?> run) {
        place();
        settings();
        Globs.of("includes", includes);
        Globs.of("excludes", excludes);
    }

    private S3Place place() {
        return new S3Place(bucket, prefix, bucketOwner);
    }

    private StoreSettings settings() {
        return new StoreSettings(rules.stream().map(S3ObjectRule::toRule).toList(), encryption, kmsKey, bucketKey);
    }

    @Override
    protected RemoteWork<SyncOutcome> begin(RunContext context) {
        StoreSettings settings = settings();
        SyncOrder order = new SyncOrder(
                from == null ? "" : from,
                Globs.of("includes", includes),
                Globs.of("excludes", excludes),
                SyncOrder.PAGES,
                delete,
                allowEmpty,
                dryRun,
                byTime || settings.isKms(),
                SyncOrder.DEFAULT_THREADS);
        return Transfers.of(context, AwsRuntime.get().work()).deploy(place(), settings, order, distribution);
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
            return "s3Deploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.S3DeployStep_displayName();
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
        public ListBoxModel doFillEncryptionItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.S3DeployStep_encryption_bucket(), "");
                items.add("SSE-S3", "AES256");
                items.add("SSE-KMS", "aws:kms");
                items.add("DSSE-KMS", "aws:kms:dsse");
            }
            return items;
        }

        @POST
        public FormValidation doCheckBucket(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Checks.bucket(item, value);
        }

        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Checks.prefix(item, value);
        }

        @POST
        public FormValidation doCheckBucketOwner(@AncestorInPath Item item, @QueryParameter String value) {
            return !ConnectionChoices.mayConfigure(item) || Util.fixNull(value).contains("$")
                    ? FormValidation.ok()
                    : FormChecks.optional(value, owner -> new S3Place("bucket", null, owner));
        }
    }
}
