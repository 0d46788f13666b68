package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.run.Choice;
import java.util.Map;
import java.util.Set;
import jenkins.scm.api.SCMHeadCategory;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.trait.SCMSourceContext;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.impl.ChangeRequestSCMHeadCategory;
import jenkins.scm.impl.trait.Discovery;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.verb.POST;

/** Builds open pull requests: as they are, merged with their destination, or both. */
public final class PullRequestDiscoveryTrait extends SCMSourceTrait {

    static final String MERGE = "merge";
    static final String HEAD = "head";
    static final String BOTH = "both";

    private static final Map<String, Set<ChangeRequestCheckoutStrategy>> CHOICES = Map.of(
            MERGE, Set.of(ChangeRequestCheckoutStrategy.MERGE),
            HEAD, Set.of(ChangeRequestCheckoutStrategy.HEAD),
            BOTH, Set.of(ChangeRequestCheckoutStrategy.MERGE, ChangeRequestCheckoutStrategy.HEAD));

    private final String revision;

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if it is none of the words */
    @DataBoundConstructor
    public PullRequestDiscoveryTrait(String revision) {
        Choice.of("revision", revision, CHOICES);
        this.revision = revision;
    }

    /** {@code merge}, {@code head} or {@code both}. */
    public String getRevision() {
        return revision;
    }

    @Override
    protected void decorateContext(SCMSourceContext<?, ?> context) {
        if (context instanceof CodeCommitSCMSourceContext own) {
            own.withPullRequests(Choice.of("revision", revision, CHOICES));
        }
    }

    @Override
    public boolean includeCategory(SCMHeadCategory category) {
        return category instanceof ChangeRequestSCMHeadCategory;
    }

    /** The form of the trait. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("awsCodeCommitPullRequests")
    @Discovery
    public static final class DescriptorImpl extends CodeCommitTraitDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.PullRequestDiscoveryTrait_displayName();
        }

        @POST
        public ListBoxModel doFillRevisionItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.PullRequestDiscoveryTrait_merge(), MERGE);
                items.add(Messages.PullRequestDiscoveryTrait_head(), HEAD);
                items.add(Messages.PullRequestDiscoveryTrait_both(), BOTH);
            }
            return items;
        }
    }
}
