package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.run.Choice;
import java.util.Map;
import jenkins.scm.api.SCMHeadCategory;
import jenkins.scm.api.trait.SCMSourceContext;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.impl.trait.Discovery;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.verb.POST;

/** Builds branches: all, or depending on whether a pull request is open from them. */
public final class BranchDiscoveryTrait extends SCMSourceTrait {

    static final String ALL = "all";
    static final String WITHOUT_PULL_REQUEST = "withoutPullRequest";
    static final String WITH_PULL_REQUEST = "withPullRequest";

    private static final Map<String, CodeCommitSCMSourceContext.BranchesWanted> CHOICES = Map.of(
            ALL, CodeCommitSCMSourceContext.BranchesWanted.ALL,
            WITHOUT_PULL_REQUEST, CodeCommitSCMSourceContext.BranchesWanted.WITHOUT_PULL_REQUEST,
            WITH_PULL_REQUEST, CodeCommitSCMSourceContext.BranchesWanted.WITH_PULL_REQUEST);

    private final String branches;

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if it is none of the words */
    @DataBoundConstructor
    public BranchDiscoveryTrait(String branches) {
        Choice.of("branches", branches, CHOICES);
        this.branches = branches;
    }

    /** {@code all}, {@code withoutPullRequest} or {@code withPullRequest}. */
    public String getBranches() {
        return branches;
    }

    @Override
    protected void decorateContext(SCMSourceContext<?, ?> context) {
        if (context instanceof CodeCommitSCMSourceContext own) {
            own.wantBranches(true);
            own.withBranches(Choice.of("branches", branches, CHOICES));
        }
    }

    @Override
    public boolean includeCategory(SCMHeadCategory category) {
        return category.isUncategorized();
    }

    /** The form of the trait. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("awsCodeCommitBranches")
    @Discovery
    public static final class DescriptorImpl extends CodeCommitTraitDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.BranchDiscoveryTrait_displayName();
        }

        @POST
        public ListBoxModel doFillBranchesItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.BranchDiscoveryTrait_withoutPullRequest(), WITHOUT_PULL_REQUEST);
                items.add(Messages.BranchDiscoveryTrait_withPullRequest(), WITH_PULL_REQUEST);
                items.add(Messages.BranchDiscoveryTrait_all(), ALL);
            }
            return items;
        }
    }
}
