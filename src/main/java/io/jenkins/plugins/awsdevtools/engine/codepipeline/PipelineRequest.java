package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is asked of CodePipeline.
 *
 * @param pipeline the name
 * @param variables values of the pipeline's variables; those left out have their defaults
 * @param revisions what source actions take instead of the newest revision
 * @param attach the execution to follow instead of starting one; null to start one
 * @param token the client request token: whoever starts with the same one gets the same execution. Null for one of its own
 */
public record PipelineRequest(
        String pipeline, Map<String, String> variables, List<RevisionOverride> revisions, String attach, String token) {

    /** {@code PipelineName} of the CodePipeline API. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.@\\-_]{1,100}");

    /** {@code PipelineExecutionId} of the CodePipeline API. */
    private static final Pattern EXECUTION =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** {@code PipelineVariableName} and {@code PipelineVariableValue} of the CodePipeline API. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9@\\-_]{1,128}");

    private static final int LONGEST_VALUE = 1000;

    /** {@code ClientRequestToken} of the CodePipeline API. */
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9-]{1,128}");

    /** @throws ParameterException if CodePipeline would refuse a value */
    public PipelineRequest {
        checkName(pipeline);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        revisions = List.copyOf(revisions);
        variables.forEach(PipelineRequest::checkVariable);
        if (attach != null) {
            checkExecution("attach", attach);
        }
        if (token != null) {
            checkToken(token);
        }
        if (attach != null && !(variables.isEmpty() && revisions.isEmpty() && token == null)) {
            throw new ParameterException("attach", attach, Texts.of("codepipeline.attach.overrides"));
        }
    }

    /** With a token of its own. */
    public PipelineRequest(
            String pipeline, Map<String, String> variables, List<RevisionOverride> revisions, String attach) {
        this(pipeline, variables, revisions, attach, null);
    }

    /** A new execution with nothing overridden. */
    public static PipelineRequest of(String pipeline) {
        return new PipelineRequest(pipeline, Map.of(), List.of(), null);
    }

    /** @throws ParameterException if no pipeline can have this name */
    public static void checkName(String pipeline) {
        if (pipeline == null || pipeline.isBlank()) {
            throw new ParameterException("pipeline", pipeline, Texts.of("codepipeline.pipeline.none"));
        }
        if (!NAME.matcher(pipeline).matches()) {
            throw new ParameterException("pipeline", pipeline, Texts.of("codepipeline.pipeline.bad"));
        }
    }

    /** @throws ParameterException if no stage can have this name */
    public static void checkStage(String stage) {
        // StageName has the same pattern and length as PipelineName.
        if (stage == null || !NAME.matcher(stage).matches()) {
            throw new ParameterException("stage", stage, Texts.of("codepipeline.stage.bad"));
        }
    }

    /** @throws ParameterException if no execution can have this id */
    public static void checkExecution(String field, String id) {
        if (!EXECUTION.matcher(id).matches()) {
            throw new ParameterException(field, id, Texts.of("codepipeline.execution.bad"));
        }
    }

    /** @throws ParameterException if no client request token can be this */
    public static void checkToken(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new ParameterException("clientRequestToken", token, Texts.of("codepipeline.token.bad"));
        }
    }

    /** @throws ParameterException if no variable of a pipeline can have this name */
    public static void checkVariableName(String name) {
        if (name == null || !VARIABLE.matcher(name).matches()) {
            throw new ParameterException("variables", name, Texts.of("codepipeline.variable.name"));
        }
    }

    private static void checkVariable(String name, String value) {
        checkVariableName(name);
        if (value == null || value.isEmpty() || value.length() > LONGEST_VALUE) {
            throw new ParameterException("variables", name, Texts.of("codepipeline.variable.value", LONGEST_VALUE));
        }
    }
}
