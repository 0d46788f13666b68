package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.codecommit.RepositoryNames;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitSCMBuilder;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadCategory;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMProbe;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.SCMSourceDescriptor;
import jenkins.scm.api.SCMSourceEvent;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.api.trait.SCMSourceTraitDescriptor;
import jenkins.scm.api.trait.SCMTrait;
import jenkins.scm.impl.ChangeRequestSCMHeadCategory;
import jenkins.scm.impl.TagSCMHeadCategory;
import jenkins.scm.impl.UncategorizedSCMHeadCategory;
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

/**
 * A repository of CodeCommit as the source of a multibranch project: its branches, tags and pull requests.
 *
 * <p>Reading it costs one git request for all branches and tags, one ListPullRequests for each page, and, once for each
 * pull request, one GetPullRequest; a project that looks for a file costs one GetFolder for each commit that is new.
 */
public final class CodeCommitSCMSource extends AbstractGitSCMSource {

    private final String repository;
    private String connection;
    private List<SCMSourceTrait> traits = new ArrayList<>();

    /** @param repository a name, or any address of CodeCommit */
    @DataBoundConstructor
    public CodeCommitSCMSource(String repository) {
        this.repository = Util.fixNull(repository).trim();
    }

    public String getRepository() {
        return repository;
    }

    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    @Override
    public List<SCMSourceTrait> getTraits() {
        return List.copyOf(traits);
    }

    @Override
    @DataBoundSetter
    public void setTraits(List<SCMSourceTrait> traits) {
        this.traits = new ArrayList<>(SCMTrait.asSetList(traits));
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    RepositoryPlace place() {
        return RepositoryPlace.of(getOwner(), connection, repository);
    }

    /**
     * As {@link #place()}, for what is read from AWS now. A script can make a source that belongs to nothing, so that it is
     * read for a job, if one is known, with what that job may use.
     *
     * @param job that asks, if the source belongs to nothing; null if unknown
     */
    RepositoryPlace placeFor(Item job) {
        if (getOwner() != null) {
            return place();
        }
        if (job != null) {
            return RepositoryPlace.of(job, place().connection(), repository);
        }
        if (ACL.SYSTEM2.equals(Jenkins.getAuthentication2()) || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            throw new ParameterException("connection", Util.fixNull(connection), Messages.CodeCommitSCMSource_nobody());
        }
        return place();
    }

    @Override
    public String getCredentialsId() {
        return place().credentialsId();
    }

    @Override
    public String getRemote() {
        return place().url();
    }

    @Override
    protected void retrieve(
            SCMSourceCriteria criteria, SCMHeadObserver observer, SCMHeadEvent<?> event, TaskListener listener)
            throws IOException, InterruptedException {
        new RepositoryReader(this, null, listener).observe(criteria, observer);
    }

    @Override
    protected SCMRevision retrieve(SCMHead head, TaskListener listener) throws IOException, InterruptedException {
        return new RepositoryReader(this, null, listener).revision(head);
    }

    @Override
    protected SCMRevision retrieve(String thing, TaskListener listener, Item context)
            throws IOException, InterruptedException {
        return new RepositoryReader(this, context, listener).revision(thing);
    }

    @Override
    protected Set<String> retrieveRevisions(TaskListener listener, Item context)
            throws IOException, InterruptedException {
        return new RepositoryReader(this, context, listener).names();
    }

    @Override
    protected List<Action> retrieveActions(SCMSourceEvent event, TaskListener listener)
            throws IOException, InterruptedException {
        return new SourceActions(place()).ofSource();
    }

    @Override
    protected List<Action> retrieveActions(SCMHead head, SCMHeadEvent event, TaskListener listener)
            throws IOException, InterruptedException {
        return new SourceActions(place()).ofHead(head, getOwner());
    }

    @Override
    protected GitSCMBuilder<?> newBuilder(SCMHead head, SCMRevision revision) {
        return new CodeCommitSCMBuilder(head, revision, place());
    }

    @Override
    protected SCMProbe createProbe(SCMHead head, SCMRevision revision) throws IOException {
        return new CommitProbe(place(), head.getName(), Commits.of(revision));
    }

    /** The form of the source. */
    @OptionalExtension(requirePlugins = "git")
    @Symbol("awsCodeCommit")
    public static final class DescriptorImpl extends SCMSourceDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitSCMSource_displayName();
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }

        @POST
        public ComboBoxModel doFillRepositoryItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return RepositoryNames.choices(item, connection);
        }

        @POST
        public FormValidation doCheckRepository(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
            if (!ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            String given = Util.fixNull(value).trim();
            if (!RepositoryPlace.isName(given)) {
                return FormChecks.check(() -> CodeCommitUrl.parse(given));
            }
            return RepositoryNames.check(item, connection, given);
        }

        /** The traits in the groups that their form shows. */
        public List<NamedArrayList<? extends SCMSourceTraitDescriptor>> getTraitsDescriptorLists() {
            List<NamedArrayList<? extends SCMSourceTraitDescriptor>> groups = new ArrayList<>();
            List<SCMSourceTraitDescriptor> all =
                    SCMSourceTrait._for(this, CodeCommitSCMSourceContext.class, CodeCommitSCMBuilder.class);
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

        @Override
        public List<SCMSourceTrait> getTraitsDefaults() {
            return List.of(
                    new BranchDiscoveryTrait(BranchDiscoveryTrait.WITHOUT_PULL_REQUEST),
                    new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.MERGE));
        }

        @Override
        protected SCMHeadCategory[] createCategories() {
            return new SCMHeadCategory[] {
                UncategorizedSCMHeadCategory.DEFAULT, ChangeRequestSCMHeadCategory.DEFAULT, TagSCMHeadCategory.DEFAULT
            };
        }
    }
}
