package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.s3.ObjectRule;
import io.jenkins.plugins.awsdevtools.engine.s3.StoredAs;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How objects are stored whose paths a glob matches, as a form or Pipeline gives it. */
public final class S3ObjectRule extends AbstractDescribableImpl<S3ObjectRule> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String match;
    private String contentType;
    private String cacheControl;
    private String contentEncoding;
    private String contentDisposition;
    private String storageClass;
    private String acl;
    private String redirect;
    private String metadata;
    private String tags;

    @DataBoundConstructor
    public S3ObjectRule(String match) {
        this.match = Util.fixNull(match).trim();
    }

    public String getMatch() {
        return match;
    }

    public String getContentType() {
        return contentType;
    }

    @DataBoundSetter
    public void setContentType(String contentType) {
        this.contentType = Util.fixEmptyAndTrim(contentType);
    }

    public String getCacheControl() {
        return cacheControl;
    }

    @DataBoundSetter
    public void setCacheControl(String cacheControl) {
        this.cacheControl = Util.fixEmptyAndTrim(cacheControl);
    }

    public String getContentEncoding() {
        return contentEncoding;
    }

    @DataBoundSetter
    public void setContentEncoding(String contentEncoding) {
        this.contentEncoding = Util.fixEmptyAndTrim(contentEncoding);
    }

    public String getContentDisposition() {
        return contentDisposition;
    }

    @DataBoundSetter
    public void setContentDisposition(String contentDisposition) {
        this.contentDisposition = Util.fixEmptyAndTrim(contentDisposition);
    }

    public String getStorageClass() {
        return storageClass;
    }

    @DataBoundSetter
    public void setStorageClass(String storageClass) {
        this.storageClass = Util.fixEmptyAndTrim(storageClass);
    }

    public String getAcl() {
        return acl;
    }

    @DataBoundSetter
    public void setAcl(String acl) {
        this.acl = Util.fixEmptyAndTrim(acl);
    }

    public String getRedirect() {
        return redirect;
    }

    @DataBoundSetter
    public void setRedirect(String redirect) {
        this.redirect = Util.fixEmptyAndTrim(redirect);
    }

    public String getMetadata() {
        return metadata;
    }

    @DataBoundSetter
    public void setMetadata(String metadata) {
        this.metadata = Util.fixEmptyAndTrim(metadata);
    }

    public String getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(String tags) {
        this.tags = Util.fixEmptyAndTrim(tags);
    }

    /** @throws ParameterException naming field and value */
    ObjectRule toRule() {
        return new ObjectRule(
                match,
                contentType,
                cacheControl,
                contentEncoding,
                contentDisposition,
                storageClass,
                acl,
                redirect,
                pairs("metadata", metadata),
                pairs("tags", tags));
    }

    private static void checkMatch(String match) {
        new S3ObjectRule(match).toRule();
    }

    private static void checkRedirect(String redirect) {
        S3ObjectRule rule = new S3ObjectRule("**");
        rule.setRedirect(redirect);
        rule.toRule();
    }

    private static Map<String, String> pairs(String field, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : Util.fixNull(text).split("[\\n,]")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        line.substring(0, equals).trim(),
                        line.substring(equals + 1).trim());
            } else if (!line.isBlank()) {
                throw new ParameterException(field, text, Messages.S3ObjectRule_badPairs());
            }
        }
        return pairs;
    }

    /** The rule as the forms know it. */
    @Extension
    @Symbol("s3Objects")
    public static final class DescriptorImpl extends Descriptor<S3ObjectRule> {

        @Override
        public String getDisplayName() {
            return Messages.S3ObjectRule_displayName();
        }

        @POST
        public FormValidation doCheckMatch(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Step.S3StepDescriptor.optional(item, value, S3ObjectRule::checkMatch);
        }

        @POST
        public FormValidation doCheckRedirect(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Step.S3StepDescriptor.optional(item, value, S3ObjectRule::checkRedirect);
        }

        @POST
        public FormValidation doCheckMetadata(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Step.S3StepDescriptor.optional(item, value, text -> pairs("metadata", text));
        }

        @POST
        public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
            return S3Step.S3StepDescriptor.optional(item, value, text -> pairs("tags", text));
        }

        @POST
        public ListBoxModel doFillStorageClassItems(@AncestorInPath Item item, @QueryParameter String storageClass) {
            return words(item, StoredAs.STORAGE_CLASSES, storageClass);
        }

        @POST
        public ListBoxModel doFillAclItems(@AncestorInPath Item item, @QueryParameter String acl) {
            return words(item, StoredAs.ACLS, acl);
        }

        /** @param current is kept even if S3 or the SDK does not know it */
        private static ListBoxModel words(Item item, List<String> words, String current) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.S3ObjectRule_unchanged(), "");
                words.forEach(items::add);
                if (!Util.fixNull(current).isEmpty() && !words.contains(current)) {
                    items.add(current);
                }
            }
            return items;
        }
    }
}
