package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.NamePatterns;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushFilter;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import io.jenkins.plugins.awsdevtools.trigger.JobTriggerDescriptor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
        this.pollSeconds = pollSeconds;
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    PushRequest request() {
        if (pollSeconds < PushRequest.SHORTEST.toSeconds() || pollSeconds > LONGEST_SECONDS) {
            throw new ParameterException(
                    "pollSeconds",
                    pollSeconds,
                    Messages.CodeCommitTrigger_pollSeconds(
                            Long.toString(PushRequest.SHORTEST.toSeconds()), Integer.toString(LONGEST_SECONDS)));
        }
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
    public static final class DescriptorImpl extends JobTriggerDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitTrigger_displayName();
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
            return RepositoryNames.check(item, connection, Util.fixNull(value).trim());
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
            return FormChecks.inRange(item, value, (int) PushRequest.SHORTEST.toSeconds(), LONGEST_SECONDS);
        }
    }
}
