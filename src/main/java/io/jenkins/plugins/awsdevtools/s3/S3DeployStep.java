package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.s3.DeployOptions;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Names;
import io.jenkins.plugins.awsdevtools.engine.s3.StoreSettings;
import io.jenkins.plugins.awsdevtools.engine.s3.WebsiteAddress;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code s3Deploy bucket: 'site', from: 'public'}: makes a prefix of a bucket like a folder of the workspace. The one
 * definition of its parameters; {@link S3DeployPublisher} holds one of these.
 */
public final class S3DeployStep extends S3Step {

    private static final long serialVersionUID = 1L;

    private String from;
    private boolean delete;
    private boolean dryRun;
    private boolean byTime;
    private String encryption;
    private String kmsKey;
    private boolean bucketKey;
    private boolean website;
    private String websiteUrl;
    private String distribution;
    private boolean waitForInvalidation;
    private List<S3ObjectRule> rules = new ArrayList<>();

    @DataBoundConstructor
    public S3DeployStep(String bucket) {
        super(bucket);
    }

    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    public boolean isDelete() {
        return delete;
    }

    @DataBoundSetter
    public void setDelete(boolean delete) {
        this.delete = delete;
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

    public boolean isWebsite() {
        return website;
    }

    @DataBoundSetter
    public void setWebsite(boolean website) {
        this.website = website;
    }

    public String getWebsiteUrl() {
        return websiteUrl;
    }

    @DataBoundSetter
    public void setWebsiteUrl(String websiteUrl) {
        this.websiteUrl = Util.fixEmptyAndTrim(websiteUrl);
    }

    public String getDistribution() {
        return distribution;
    }

    @DataBoundSetter
    public void setDistribution(String distribution) {
        this.distribution = Util.fixEmptyAndTrim(distribution);
    }

    public boolean isWaitForInvalidation() {
        return waitForInvalidation;
    }

    @DataBoundSetter
    public void setWaitForInvalidation(boolean waitForInvalidation) {
        this.waitForInvalidation = waitForInvalidation;
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
        super.check(run);
        settings();
        options();
    }

    private StoreSettings settings() {
        return new StoreSettings(rules.stream().map(S3ObjectRule::toRule).toList(), encryption, kmsKey, bucketKey);
    }

    private DeployOptions options() {
        return new DeployOptions(website, websiteUrl, distribution, waitForInvalidation);
    }

    @Override
    protected RemoteWork<SyncOutcome> begin(RunContext context) {
        StoreSettings settings = settings();
        SyncOrder order = new SyncOrder(
                from == null ? "" : from,
                includeGlobs(),
                excludeGlobs(),
                SyncOrder.PAGES,
                delete,
                isAllowEmpty(),
                dryRun,
                byTime || settings.isKms(),
                SyncOrder.DEFAULT_THREADS);
        return transfers(context).deploy(place(), settings, order, options());
    }

    @Override
    String website(RunContext context) {
        return website
                ? WebsiteAddress.of(context.access(), place(), websiteUrl).orElse(null)
                : null;
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends S3StepDescriptor {

        private static final AwsNames DISTRIBUTIONS =
                new AwsNames("cloudfront:ListDistributions", MOST, access -> new S3Names(
                                AwsRuntime.get().clients(), access)
                        .distributions(MOST));

        @Override
        public String getFunctionName() {
            return "s3Deploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.S3DeployStep_displayName();
        }

        @POST
        public ComboBoxModel doFillDistributionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return DISTRIBUTIONS.choices(item, connection);
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
        public FormValidation doCheckDistribution(
                @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String value) {
            FormValidation shape = optional(item, value, DeployOptions::checkDistribution);
            return shape.kind == FormValidation.Kind.OK
                    ? DISTRIBUTIONS.check(item, connection, Util.fixEmptyAndTrim(value))
                    : shape;
        }

        @POST
        public FormValidation doCheckWebsiteUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return optional(item, value, WebsiteAddress::check);
        }

        @POST
        public FormValidation doCheckKmsKey(
                @AncestorInPath Item item, @QueryParameter String encryption, @QueryParameter String value) {
            return optional(
                    item, value, key -> new StoreSettings(List.of(), Util.fixEmptyAndTrim(encryption), key, false));
        }
    }
}
