package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.codepipeline.PipelineNames;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeLevel;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.NameGlobs;
import io.jenkins.plugins.awsdevtools.trigger.JobTriggerDescriptor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Builds a job when pipelines, their stages or their actions get into given states. What was seen is in a file of the job,
 * so that this object is nothing but its settings.
 */
public final class CodePipelineChangeTrigger extends Trigger<Job<?, ?>> {

    private final String pipelines;
    private String connection;
    private String level = name(ChangeLevel.PIPELINE);
    private String states;

    @DataBoundConstructor
    public CodePipelineChangeTrigger(String pipelines) {
        this.pipelines = Util.fixNull(pipelines).trim();
    }

    /** Names and globs, separated by commas or lines. */
    public String getPipelines() {
        return pipelines;
    }

    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    public String getLevel() {
        return level;
    }

    @DataBoundSetter
    public void setLevel(String level) {
        this.level = Util.fixEmptyAndTrim(level) == null ? name(ChangeLevel.PIPELINE) : level.trim();
    }

    /** As AWS names them, separated by commas; null for all. */
    public String getStates() {
        return states;
    }

    @DataBoundSetter
    public void setStates(String states) {
        this.states = Util.fixEmptyAndTrim(states);
    }

    /** @throws ParameterException naming field and value */
    ChangeRequest request() {
        return new ChangeRequest(NameGlobs.parse(pipelines), level(level), states(states));
    }

    private static String name(ChangeLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static ChangeLevel level(String text) {
        return Arrays.stream(ChangeLevel.values())
                .filter(level -> name(level).equals(text))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        "level",
                        text,
                        Messages.CodePipelineChangeTrigger_level(Arrays.stream(ChangeLevel.values())
                                .map(CodePipelineChangeTrigger::name)
                                .collect(Collectors.joining(", ")))));
    }

    private static Set<String> states(String text) {
        return Arrays.stream(Util.fixNull(text).split("[,\n]"))
                .map(String::strip)
                .filter(state -> !state.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        super.start(project, newInstance);
        ChangeTriggers.get().start(this, project);
    }

    @Override
    public void stop() {
        if (job != null) {
            ChangeTriggers.get().stop(this, job);
        }
        super.stop();
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return job == null ? List.of() : List.of(new ChangePage(job));
    }

    /** The form of the trigger. */
    @Extension
    @Symbol("codePipelineChange")
    public static final class DescriptorImpl extends JobTriggerDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineChangeTrigger_displayName();
        }

        @POST
        public ListBoxModel doFillLevelItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodePipelineChangeTrigger_pipeline(), name(ChangeLevel.PIPELINE));
                items.add(Messages.CodePipelineChangeTrigger_stage(), name(ChangeLevel.STAGE));
                items.add(Messages.CodePipelineChangeTrigger_action(), name(ChangeLevel.ACTION));
            }
            return items;
        }

        /** One name is looked up; several, and globs, are told of in the trigger's log. */
        @POST
        public FormValidation doCheckPipelines(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
            if (!ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            FormValidation shape = FormChecks.check(() -> NameGlobs.parse(value));
            if (shape.kind != FormValidation.Kind.OK) {
                return shape;
            }
            NameGlobs globs = NameGlobs.parse(value);
            return globs.hasGlobs() || globs.names().size() > 1
                    ? shape
                    : PipelineNames.check(item, globs.names().get(0), connection);
        }

        @POST
        public FormValidation doCheckStates(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String level) {
            return FormChecks.check(
                    item, () -> states(value).forEach(state -> ChangeRequest.checkState(level(level), state)));
        }
    }
}
