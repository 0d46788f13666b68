package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.scm.api.SCMNavigator;
import jenkins.scm.api.SCMNavigatorDescriptor;
import jenkins.scm.api.SCMSourceCategory;
import jenkins.scm.api.SCMSourceObserver;
import jenkins.scm.api.trait.SCMNavigatorRequest;
import jenkins.scm.api.trait.SCMNavigatorTrait;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.api.trait.SCMTrait;
import jenkins.scm.api.trait.SCMTraitDescriptor;
import jenkins.scm.impl.UncategorizedSCMSourceCategory;
import jenkins.scm.impl.form.NamedArrayList;
import jenkins.scm.impl.trait.Discovery;
import jenkins.scm.impl.trait.Selection;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** All repositories of CodeCommit that a connection lists, as the source of an organization folder. */
public final class CodeCommitSCMNavigator extends SCMNavigator {

    /** "Number of repositories: maximum of 5,000 for each AWS account" (Quotas in AWS CodeCommit), by request 25,000. */
    private static final int MOST_REPOSITORIES = 25_000;

    private String connection;
    private List<SCMTrait<? extends SCMTrait<?>>> traits = new ArrayList<>();

    @DataBoundConstructor
    public CodeCommitSCMNavigator() {
        // the settings have setters
    }

    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
        resetId();
    }

    @Override
    public List<SCMTrait<? extends SCMTrait<?>>> getTraits() {
        return List.copyOf(traits);
    }

    @Override
    @DataBoundSetter
    public void setTraits(List<SCMTrait<? extends SCMTrait<?>>> traits) {
        this.traits = new ArrayList<>(Util.fixNull(traits));
    }

    @Override
    protected String id() {
        return "aws-codecommit::" + Util.fixNull(connection);
    }

    @Override
    public void visitSources(SCMSourceObserver observer) throws IOException, InterruptedException {
        ResolvedConnection resolved = resolve(observer.getContext());
        observer.getListener()
                .getLogger()
                .println(Messages.CodeCommitSCMNavigator_reading(
                        resolved.name(), resolved.access().region().id()));
        List<String> names = RepositoryPlace.await(
                "ListRepositories",
                "",
                resolved.access().region().id(),
                new CodeCommitApi(AwsRuntime.get().clients(), resolved.access()).repositories(MOST_REPOSITORIES));
        visit(observer, names);
    }

    @Override
    public void visitSource(String name, SCMSourceObserver observer) throws IOException, InterruptedException {
        ResolvedConnection resolved = resolve(observer.getContext());
        RepositoryPlace.await(
                "GetRepository",
                name,
                resolved.access().region().id(),
                new CodeCommitApi(AwsRuntime.get().clients(), resolved.access()).repository(name));
        visit(observer, List.of(name));
    }

    private void visit(SCMSourceObserver observer, List<String> names) throws IOException, InterruptedException {
        try (SCMNavigatorRequest request =
                new CodeCommitSCMNavigatorContext().withTraits(traits).newRequest(this, observer)) {
            for (String name : names) {
                if (request.process(name, found -> source(found, request), null)) {
                    return;
                }
            }
        }
    }

    private CodeCommitSCMSource source(String name, SCMNavigatorRequest request) {
        CodeCommitSCMSource source = new CodeCommitSCMSource(name);
        source.setId(getId() + "::" + name);
        source.setConnection(connection);
        source.setTraits(request.traits());
        return source;
    }

    private ResolvedConnection resolve(Item owner) throws AbortException {
        try {
            return new ConnectionResolver().resolve(owner, connection);
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
    }

    /** The form of the navigator. */
    @OptionalExtension(requirePlugins = {"git", "branch-api"})
    @Symbol("awsCodeCommit")
    public static final class DescriptorImpl extends SCMNavigatorDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitSCMNavigator_displayName();
        }

        @Override
        public String getDescription() {
            return Messages.CodeCommitSCMNavigator_description();
        }

        @Override
        public SCMNavigator newInstance(String name) {
            CodeCommitSCMNavigator made = new CodeCommitSCMNavigator();
            made.setTraits(getTraitsDefaults());
            return made;
        }

        @Override
        protected SCMSourceCategory[] createCategories() {
            return new SCMSourceCategory[] {
                new UncategorizedSCMSourceCategory(Messages._CodeCommitSCMNavigator_repositories())
            };
        }

        @Override
        public List<SCMTrait<? extends SCMTrait<?>>> getTraitsDefaults() {
            List<SCMTrait<? extends SCMTrait<?>>> defaults = new ArrayList<>();
            defaults.add(new BranchDiscoveryTrait(BranchDiscoveryTrait.WITHOUT_PULL_REQUEST));
            defaults.add(new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.MERGE));
            return defaults;
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }

        /** The traits of the folder and of its repositories, in the groups that their form shows. */
        public List<NamedArrayList<? extends SCMTraitDescriptor<?>>> getTraitsDescriptorLists() {
            CodeCommitSCMSource.DescriptorImpl sources =
                    hudson.ExtensionList.lookupSingleton(CodeCommitSCMSource.DescriptorImpl.class);
            List<SCMTraitDescriptor<?>> all = new ArrayList<>();
            all.addAll(SCMNavigatorTrait._for(this, CodeCommitSCMNavigatorContext.class, null));
            all.addAll(SCMSourceTrait._for(sources, CodeCommitSCMSourceContext.class, CodeCommitSCMBuilder.class));
            List<NamedArrayList<? extends SCMTraitDescriptor<?>>> groups = new ArrayList<>();
            NamedArrayList.select(
                    all,
                    Messages.CodeCommitSCMNavigator_repositories(),
                    (NamedArrayList.Predicate<SCMTraitDescriptor<?>>)
                            trait -> trait instanceof jenkins.scm.api.trait.SCMNavigatorTraitDescriptor,
                    true,
                    groups);
            NamedArrayList.select(
                    all,
                    Messages.CodeCommitSCMSource_within(),
                    NamedArrayList.anyOf(
                            NamedArrayList.withAnnotation(Discovery.class),
                            NamedArrayList.withAnnotation(Selection.class)),
                    true,
                    groups);
            NamedArrayList.select(all, Messages.CodeCommitSCMSource_additional(), null, true, groups);
            return groups;
        }
    }
}
