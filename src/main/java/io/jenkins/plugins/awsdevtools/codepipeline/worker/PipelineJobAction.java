package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.PipelineJob;
import io.jenkins.plugins.awsdevtools.trigger.TicketAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The job of CodePipeline that a build does. Small values only; credentials are asked for when a step needs them. */
public final class PipelineJobAction extends TicketAction {

    private final String jobId;
    private final String connection;
    private final String region;
    private final String pipeline;
    private final String stage;
    private final String action;
    private final String executionId;
    private final String continuationToken;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, String> configuration;

    PipelineJobAction(String ticket, PipelineJob job, String connection) {
        super(ticket);
        this.jobId = job.id();
        this.connection = connection;
        this.region = job.region();
        this.pipeline = job.pipeline();
        this.stage = job.stage();
        this.action = job.action();
        this.executionId = job.executionId();
        this.continuationToken = job.continuationToken();
        this.inputs = new ArrayList<>(job.inputs());
        this.outputs = new ArrayList<>(job.outputs());
        this.configuration = new LinkedHashMap<>(job.configuration());
    }

    /**
     * The job of a build.
     *
     * @throws ParameterException if it was not started for one
     */
    static PipelineJobAction of(Run<?, ?> run) {
        PipelineJobAction action = run.getAction(PipelineJobAction.class);
        if (action == null) {
            throw new ParameterException("build", run.getFullDisplayName(), Messages.PipelineJobAction_none());
        }
        return action;
    }

    String getJobId() {
        return jobId;
    }

    String getConnection() {
        return connection;
    }

    List<String> getInputs() {
        return List.copyOf(inputs);
    }

    List<String> getOutputs() {
        return List.copyOf(outputs);
    }

    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CODEPIPELINE_JOB_ID", jobId);
        variables.put("CODEPIPELINE_PIPELINE", pipeline);
        variables.put("CODEPIPELINE_STAGE", stage);
        variables.put("CODEPIPELINE_ACTION", action);
        variables.put("CODEPIPELINE_EXECUTION_ID", executionId);
        variables.put("CODEPIPELINE_REGION", region);
        variables.put("CODEPIPELINE_CONTINUATION_TOKEN", continuationToken);
        variables.put("CODEPIPELINE_INPUT_ARTIFACTS", String.join(",", inputs));
        variables.put("CODEPIPELINE_OUTPUT_ARTIFACTS", String.join(",", outputs));
        configuration.forEach((name, value) -> variables.put(
                "CODEPIPELINE_CONFIG_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_"), value));
        return variables;
    }

    @Override
    protected void onBegun(Job<?, ?> job) {
        Workers.get().begun(job, getTicket());
    }

    @Override
    protected void onCancelled(Job<?, ?> job) {
        Workers.get()
                .ended(job, getTicket(), JobAnswer.failure("JobFailed", Messages.PipelineJobAction_cancelled(), ""));
    }
}
