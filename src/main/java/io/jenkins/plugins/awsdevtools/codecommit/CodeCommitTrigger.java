package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitApi;
import io.jenkins.plugins.awsdevtools.engine.codecommit.NamePatterns;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushFilter;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Builds a job for each push to branches of a CodeCommit repository. What is remembered of the branches is in a file of
 * the job, so that this object is nothing but its settings.
 */
public final class CodeCommitTrigger extends Trigger<Job<?, ?>> {

    static final int DEFAULT_SECONDS = 60;
    private static final int LONGEST_SECONDS = 86_400;

    private final String repository;
    private String connection;
    private String branches;
    private String includedPaths;
    private String excludedPaths;
    private String ignoredAuthors;
    private String ignoredMessages;
    private int pollSeconds = DEFAULT_SECONDS;

    @DataBoundConstructor
    public CodeCommitTrigger(String repository) {
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

    /** Names and globs, separated by commas or lines; null means all branches. */
    public String getBranches() {
        return branches;
    }

    @DataBoundSetter
    public void setBranches(String branches) {
        this.branches = Util.fixEmptyAndTrim(branches);
    }

    public String getIncludedPaths() {
        return includedPaths;
    }

    @DataBoundSetter
    public void setIncludedPaths(String includedPaths) {
        this.includedPaths = Util.fixEmptyAndTrim(includedPaths);
    }

    public String getExcludedPaths() {
        return excludedPaths;
    }

    @DataBoundSetter
    public void setExcludedPaths(String excludedPaths) {
        this.excludedPaths = Util.fixEmptyAndTrim(excludedPaths);
    }

    public String getIgnoredAuthors() {
        return ignoredAuthors;
    }

    @DataBoundSetter
    public void setIgnoredAuthors(String ignoredAuthors) {
        this.ignoredAuthors = Util.fixEmptyAndTrim(ignoredAuthors);
    }

    public String getIgnoredMessages() {
        return ignoredMessages;
    }

    @DataBoundSetter
    public void setIgnoredMessages(String ignoredMessages) {
        this.ignoredMessages = Util.fixEmptyAndTrim(ignoredMessages);
    }

    public int getPollSeconds() {
        return pollSeconds;
    }

    @DataBoundSetter
    public void setPollSeconds(int pollSeconds) {
        this.pollSeconds = (int) Math.max(PushRequest.SHORTEST.toSeconds(), Math.min(LONGEST_SECONDS, pollSeconds));
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    PushRequest request() {
        return new PushRequest(
                repository,
                NamePatterns.parse(branches),
                PushFilter.parse(includedPaths, excludedPaths, ignoredAuthors, ignoredMessages),
                Duration.ofSeconds(pollSeconds));
    }

    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        super.start(project, newInstance);
        CodeCommitTriggers.get().start(this, project);
    }

    @Override
    public void stop() {
        if (job != null) {
            CodeCommitTriggers.get().stop(this, job);
        }
        super.stop();
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return job == null ? List.of() : List.of(new PollingPage(job));
    }

    /** The form of the trigger. */
    @Extension
    @Symbol("codeCommit")
    public static final class DescriptorImpl extends TriggerDescriptor {

        private static final int MOST_REPOSITORIES = 5000;
        private static final AwsNames REPOSITORIES =
                new AwsNames("codecommit:ListRepositories", MOST_REPOSITORIES, access -> api(access)
                        .repositories(MOST_REPOSITORIES));

        private static CodeCommitApi api(AwsAccess access) {
            return new CodeCommitApi(AwsRuntime.get().clients(), access);
        }

        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job && item instanceof ParameterizedJobMixIn.ParameterizedJob;
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitTrigger_displayName();
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }

        @POST
        public ComboBoxModel doFillRepositoryItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return REPOSITORIES.choices(item, connection);
        }

        @POST
        public FormValidation doCheckRepository(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
            if (!ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            String name = Util.fixNull(value).trim();
            FormValidation shape = FormChecks.check(() -> PushRequest.checkRepository(name));
            if (shape.kind != FormValidation.Kind.OK) {
                return shape;
            }
            FormValidation check = REPOSITORIES.check(item, connection, name);
            return check.kind == FormValidation.Kind.OK
                    ? check
                    : FormValidation.warning(check.getMessage() + " " + Messages.CodeCommitTrigger_otherAccount());
        }

        @POST
        public FormValidation doCheckBranches(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String connection,
                @QueryParameter String repository) {
            if (!ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            return new BranchCheck(item, connection, Util.fixNull(repository).trim()).check(NamePatterns.parse(value));
        }

        @POST
        public FormValidation doCheckPollSeconds(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item)
                    ? FormValidation.validateIntegerInRange(
                            value, (int) PushRequest.SHORTEST.toSeconds(), LONGEST_SECONDS)
                    : FormValidation.ok();
        }
    }
}
