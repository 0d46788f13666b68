package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.ActionType;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerRequest;
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
 * Makes a job the provider of a custom action of CodePipeline: each job that CodePipeline has for it is a build. What is
 * remembered of them is in files of the job, so that this object is nothing but its settings.
 */
public final class CodePipelineWorkerTrigger extends Trigger<Job<?, ?>> {

    static final int DEFAULT_SECONDS = 15;
    static final int DEFAULT_BATCH = 10;
    static final int DEFAULT_JOBS = 100;
    private static final int LONGEST_SECONDS = 3600;

    private final String category;
    private final String provider;
    private final String version;
    private String connection;
    private String queryParam;
    private int maxBatchSize = DEFAULT_BATCH;
    private int maxJobs = DEFAULT_JOBS;
    private int pollSeconds = DEFAULT_SECONDS;
    private boolean unstableSucceeds;

    @DataBoundConstructor
    public CodePipelineWorkerTrigger(String category, String provider, String version) {
        this.category = Util.fixNull(category).trim();
        this.provider = Util.fixNull(provider).trim();
        this.version = Util.fixNull(version).trim();
    }

    public String getCategory() {
        return category;
    }

    public String getProvider() {
        return provider;
    }

    public String getVersion() {
        return version;
    }

    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    public String getQueryParam() {
        return queryParam;
    }

    @DataBoundSetter
    public void setQueryParam(String queryParam) {
        this.queryParam = Util.fixEmptyAndTrim(queryParam);
    }

    public int getMaxBatchSize() {
        return maxBatchSize;
    }

    @DataBoundSetter
    public void setMaxBatchSize(int maxBatchSize) {
        this.maxBatchSize = maxBatchSize;
    }

    public int getMaxJobs() {
        return maxJobs;
    }

    @DataBoundSetter
    public void setMaxJobs(int maxJobs) {
        this.maxJobs = maxJobs;
    }

    public int getPollSeconds() {
        return pollSeconds;
    }

    @DataBoundSetter
    public void setPollSeconds(int pollSeconds) {
        this.pollSeconds = pollSeconds;
    }

    public boolean isUnstableSucceeds() {
        return unstableSucceeds;
    }

    @DataBoundSetter
    public void setUnstableSucceeds(boolean unstableSucceeds) {
        this.unstableSucceeds = unstableSucceeds;
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    WorkerRequest request() {
        return new WorkerRequest(
                new ActionType(category, provider, version),
                WorkerRequest.query(queryParam),
                maxBatchSize,
                maxJobs,
                Duration.ofSeconds(pollSeconds));
    }

    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        super.start(project, newInstance);
        Workers.get().start(this, project);
    }

    @Override
    public void stop() {
        if (job != null) {
            Workers.get().stop(this, job);
        }
        super.stop();
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return job == null ? List.of() : List.of(new WorkerPage(job));
    }

    /** The form of the trigger. */
    @Extension
    @Symbol("codePipelineWorker")
    public static final class DescriptorImpl extends JobTriggerDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineWorkerTrigger_displayName();
        }

        @POST
        public ListBoxModel doFillCategoryItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                ActionType.CATEGORIES.forEach(items::add);
            }
            return items;
        }

        @POST
        public FormValidation doCheckProvider(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.check(item, () -> ActionType.checkProvider(value));
        }

        @POST
        public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.check(item, () -> ActionType.checkVersion(value));
        }

        @POST
        public FormValidation doCheckQueryParam(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.check(item, () -> WorkerRequest.query(value));
        }

        @POST
        public FormValidation doCheckMaxBatchSize(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.inRange(item, value, 1, WorkerRequest.LARGEST_BATCH);
        }

        @POST
        public FormValidation doCheckMaxJobs(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.inRange(item, value, 1, WorkerRequest.MOST_JOBS);
        }

        @POST
        public FormValidation doCheckPollSeconds(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.inRange(item, value, 1, LONGEST_SECONDS);
        }
    }
}
