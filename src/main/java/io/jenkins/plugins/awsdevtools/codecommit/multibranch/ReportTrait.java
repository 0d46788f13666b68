package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Has each pull request say in one comment how its last build goes, and approved when it succeeds if that is wanted. */
public final class ReportTrait extends SCMSourceTrait {

    private boolean approve;

    @DataBoundConstructor
    public ReportTrait() {
        // the setting has a setter
    }

    /** Whether success approves the pull request, and anything else revokes that. */
    public boolean isApprove() {
        return approve;
    }

    @DataBoundSetter
    public void setApprove(boolean approve) {
        this.approve = approve;
    }

    /** The form of the trait. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("awsCodeCommitReport")
    public static final class DescriptorImpl extends CodeCommitTraitDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ReportTrait_displayName();
        }
    }
}
