package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.FilePath;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.bundle.WorkspaceBundle;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleStore;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import io.jenkins.plugins.awsdevtools.engine.work.ChainedWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.Serializable;
import java.util.function.Function;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The workspace as the source of a build: which of its files, and which bucket they go through. */
public final class WorkspaceSource extends AbstractDescribableImpl<WorkspaceSource> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String bucket;
    private String prefix = BundlePlace.DEFAULT_PREFIX;
    private String includes;
    private String excludes;
    private boolean gitignore;
    private boolean defaultExcludes = true;

    @DataBoundConstructor
    public WorkspaceSource(String bucket) {
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
        this.prefix = Util.fixNull(prefix).trim();
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

    public boolean isGitignore() {
        return gitignore;
    }

    @DataBoundSetter
    public void setGitignore(boolean gitignore) {
        this.gitignore = gitignore;
    }

    public boolean isDefaultExcludes() {
        return defaultExcludes;
    }

    @DataBoundSetter
    public void setDefaultExcludes(boolean defaultExcludes) {
        this.defaultExcludes = defaultExcludes;
    }

    /** @throws ParameterException naming field and value */
    void check() {
        place();
        selection();
    }

    /** @throws ParameterException if there is no workspace */
    void checkWorkspace(FilePath workspace) {
        if (workspace == null) {
            throw new ParameterException("workspaceSource", bucket, Messages.WorkspaceSource_noWorkspace());
        }
    }

    /** Sends the workspace, and then builds from what was sent. */
    <R> RemoteWork<R> before(
            RunContext context, BuildRequest request, Function<? super BuildRequest, ? extends RemoteWork<R>> build) {
        return ChainedWork.of(
                WorkspaceBundle.begin(context, "", selection(), place()), stored -> build.apply(from(request, stored)));
    }

    private static BuildRequest from(BuildRequest request, StoredBundle stored) {
        return request.withSource(SourceOverride.of("S3", stored.location()), stored.versionId());
    }

    private BundlePlace place() {
        return new BundlePlace(bucket, prefix);
    }

    private Selection selection() {
        return new Selection(Selection.patterns(includes), Selection.patterns(excludes), gitignore, defaultExcludes);
    }

    /** The form of a workspace as source. */
    @Extension
    @Symbol("workspaceSource")
    public static final class DescriptorImpl extends Descriptor<WorkspaceSource> {

        private static final int MOST_BUCKETS = 1000;

        private static final AwsNames BUCKETS =
                new AwsNames("s3:ListAllMyBuckets", MOST_BUCKETS, access -> new BundleStore(
                                AwsRuntime.get().clients(), access)
                        .buckets(MOST_BUCKETS));

        @Override
        public String getDisplayName() {
            return Messages.WorkspaceSource_displayName();
        }

        @POST
        public ComboBoxModel doFillBucketItems(
                @AncestorInPath Item item, @QueryParameter @RelativePath("..") String connection) {
            return BUCKETS.choices(item, connection);
        }

        @POST
        public FormValidation doCheckBucket(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter @RelativePath("..") String connection) {
            String bucket = Util.fixNull(value).trim();
            if (!ConnectionChoices.mayConfigure(item) || bucket.contains("$")) {
                return FormValidation.ok();
            }
            FormValidation shape = FormChecks.check(() -> BundlePlace.checkBucket(bucket));
            return shape.kind == FormValidation.Kind.OK ? BUCKETS.check(item, connection, bucket) : shape;
        }

        @POST
        public FormValidation doCheckPrefix(@AncestorInPath Item item, @QueryParameter String value) {
            return !ConnectionChoices.mayConfigure(item) || Util.fixNull(value).contains("$")
                    ? FormValidation.ok()
                    : FormChecks.optional(value, BundlePlace::checkPrefix);
        }

        @POST
        public FormValidation doCheckIncludes(@AncestorInPath Item item, @QueryParameter String value) {
            return checkPatterns(item, value);
        }

        @POST
        public FormValidation doCheckExcludes(@AncestorInPath Item item, @QueryParameter String value) {
            return checkPatterns(item, value);
        }

        private static FormValidation checkPatterns(Item item, String value) {
            return FormChecks.optional(
                    item, value, text -> Selection.patterns(text).forEach(pattern -> Glob.of("patterns", pattern)));
        }
    }
}
