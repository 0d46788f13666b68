package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import jenkins.scm.api.SCMHeadCategory;
import jenkins.scm.api.trait.SCMSourceContext;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.impl.TagSCMHeadCategory;
import jenkins.scm.impl.trait.Discovery;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Offers tags; branch-api builds them on demand unless a build strategy says otherwise. */
public final class TagDiscoveryTrait extends SCMSourceTrait {

    @DataBoundConstructor
    public TagDiscoveryTrait() {
        // nothing to configure
    }

    @Override
    protected void decorateContext(SCMSourceContext<?, ?> context) {
        if (context instanceof CodeCommitSCMSourceContext own) {
            own.wantTags(true);
        }
    }

    @Override
    public boolean includeCategory(SCMHeadCategory category) {
        return category instanceof TagSCMHeadCategory;
    }

    /** The trait as forms know it. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("awsCodeCommitTags")
    @Discovery
    public static final class DescriptorImpl extends CodeCommitTraitDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.TagDiscoveryTrait_displayName();
        }
    }
}
