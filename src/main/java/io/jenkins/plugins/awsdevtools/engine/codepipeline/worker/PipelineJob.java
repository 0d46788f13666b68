package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.codepipeline.model.Artifact;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.PipelineContext;

/**
 * What a job is about: small values that may be shown and kept. Neither its credentials nor secret properties are among
 * them; those are asked for when they are needed.
 *
 * @param id of the job, as AWS knows it
 * @param region where the pipeline is
 * @param pipeline its name
 * @param stage the stage's name
 * @param action the action's name
 * @param executionId of the pipeline
 * @param actionExecutionId of the action; may be empty
 * @param configuration of the action, without its secret properties
 * @param inputs the names of the input artifacts
 * @param outputs the names of the output artifacts
 * @param continuationToken that a former job of the same action was answered with; empty if there is none
 */
public record PipelineJob(
        String id,
        String region,
        String pipeline,
        String stage,
        String action,
        String executionId,
        String actionExecutionId,
        Map<String, String> configuration,
        List<String> inputs,
        List<String> outputs,
        String continuationToken) {

    public PipelineJob {
        configuration = Map.copyOf(configuration);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** @param kept which properties may be kept: secret ones may not */
    static PipelineJob of(Job job, String region, Predicate<String> kept) {
        JobData data = job.data();
        PipelineContext context = data.pipelineContext();
        Map<String, String> configuration = new TreeMap<>();
        if (data.actionConfiguration() != null) {
            configuration.putAll(data.actionConfiguration().configuration());
        }
        configuration.keySet().removeIf(kept.negate());
        return new PipelineJob(
                job.id(),
                region,
                context == null ? "" : text(context.pipelineName()),
                context == null || context.stage() == null
                        ? ""
                        : text(context.stage().name()),
                context == null || context.action() == null
                        ? ""
                        : text(context.action().name()),
                context == null ? "" : text(context.pipelineExecutionId()),
                context == null || context.action() == null
                        ? ""
                        : text(context.action().actionExecutionId()),
                configuration,
                data.inputArtifacts().stream().map(Artifact::name).toList(),
                data.outputArtifacts().stream().map(Artifact::name).toList(),
                text(data.continuationToken()));
    }

    /** As messages name it: {@code site: Build / Compile}. */
    public String place() {
        return pipeline + ": " + stage + " / " + action;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
