package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.TagFilter;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;

/** A tag of the new instances of a blue/green deployment. */
public final class TargetTag extends AbstractDescribableImpl<TargetTag> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;

    @DataBoundConstructor
    public TargetTag(String key, String value) {
        this.key = Util.fixEmptyAndTrim(key);
        this.value = Util.fixEmptyAndTrim(value);
    }

    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }

    TagFilter toFilter() {
        return new TagFilter(key, value);
    }

    /** The tag as forms know it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<TargetTag> {

        @Override
        public String getDisplayName() {
            return Messages.TargetTag_displayName();
        }
    }
}
