package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What CreatePipeline and UpdatePipeline take.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-requirements.html">Pipeline and stage
 *     structure requirements</a>
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html">Quotas in AWS CodePipeline</a>
 */
final class DefinitionRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.@\\-_]{1,100}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9@\\-_]{1,128}");
    /** "Number of stages in a pipeline: minimum of 2, maximum of 50". */
    private static final int MOST_STAGES = 50;
    /** "Number of actions in a stage: minimum of 1, maximum of 50". */
    private static final int MOST_ACTIONS = 50;
    /** "The maximum number of variables at the pipeline level: 50". */
    private static final int MOST_VARIABLES = 50;

    private final Predicate<ActionTypeId> knownType;
    private final Set<String> stages = new HashSet<>();
    private final Set<String> outputs = new HashSet<>();

    private DefinitionRules(Predicate<ActionTypeId> knownType) {
        this.knownType = knownType;
    }

    /** @throws AwsError with AWS's code if AWS would refuse the structure */
    static void check(JsonNode pipeline, Predicate<ActionTypeId> knownType) {
        if (!NAME.matcher(pipeline.path("name").asText("")).matches()) {
            throw PipelineErrors.validation(
                    "Value '" + pipeline.path("name").asText("") + "' at 'pipeline.name' failed to satisfy constraint: "
                            + "Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+");
        }
        if (!pipeline.path("roleArn").asText("").matches("arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*")) {
            throw PipelineErrors.validation("The pipeline's roleArn is not the ARN of a role");
        }
        if (!pipeline.path("artifactStore").path("type").asText("").equals("S3")) {
            throw structure("Pipeline should have an artifact store of type S3");
        }
        new DefinitionRules(knownType).checkStructure(pipeline);
    }

    private void checkStructure(JsonNode pipeline) {
        String type = pipeline.path("pipelineType").asText("V1");
        String mode = pipeline.path("executionMode").asText("SUPERSEDED");
        if (!Set.of("SUPERSEDED", "QUEUED", "PARALLEL").contains(mode)) {
            throw PipelineErrors.validation(
                    "Value '" + mode + "' at 'pipeline.executionMode' failed to satisfy constraint");
        }
        if (type.equals("V1")
                && (!mode.equals("SUPERSEDED") || !pipeline.path("variables").isEmpty())) {
            throw structure("Execution mode " + mode + " and variables are supported for pipeline type V2 only");
        }
        checkVariables(pipeline.path("variables"));
        JsonNode declared = pipeline.path("stages");
        if (declared.size() < 2) {
            throw structure("Pipeline has " + declared.size()
                    + " stage(s). There should be a minimum of 2 stages in a pipeline");
        }
        if (declared.size() > MOST_STAGES) {
            throw new AwsError("LimitExceededException", 400, "A pipeline has at most " + MOST_STAGES + " stages");
        }
        boolean first = true;
        for (JsonNode stage : declared) {
            checkStage(StageDeclaration.of(stage), first);
            first = false;
        }
    }

    private static void checkVariables(JsonNode variables) {
        if (variables.size() > MOST_VARIABLES) {
            throw new AwsError(
                    "LimitExceededException", 400, "A pipeline has at most " + MOST_VARIABLES + " variables");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode variable : variables) {
            String name = variable.path("name").asText("");
            if (!VARIABLE.matcher(name).matches() || !names.add(name)) {
                throw structure("The pipeline variable name '" + name + "' is not valid or not unique");
            }
        }
    }

    private void checkStage(StageDeclaration stage, boolean first) {
        if (!NAME.matcher(stage.name()).matches() || !stages.add(stage.name())) {
            throw PipelineErrors.of(
                    "InvalidStageDeclaration", "The stage name '" + stage.name() + "' is not valid or not unique");
        }
        if (stage.actions().isEmpty() || stage.actions().size() > MOST_ACTIONS) {
            throw PipelineErrors.of(
                    "InvalidStageDeclaration",
                    "Stage '" + stage.name() + "' has " + stage.actions().size() + " actions; 1 to " + MOST_ACTIONS
                            + " are allowed");
        }
        Set<String> actions = new HashSet<>();
        for (ActionDeclaration action : stage.actions()) {
            if (!NAME.matcher(action.name()).matches() || !actions.add(action.name())) {
                throw refuse(action, "its name is not valid or not unique in its stage");
            }
            checkAction(action, first);
        }
        stage.actions().forEach(action -> outputs.addAll(action.outputs()));
    }

    private void checkAction(ActionDeclaration action, boolean first) {
        ActionTypeId type = ActionTypeId.checked(action.json().path("actionTypeId"));
        if (action.isSource() != first) {
            throw structure(
                    first
                            ? "The first stage of a pipeline must contain only source actions"
                            : "Pipeline has a source action outside its first stage: " + action.name());
        }
        if (!knownType.test(type)) {
            throw refuse(action, "the action type " + type + " is not available");
        }
        if (action.runOrder() < 1 || action.runOrder() > 999) {
            throw refuse(action, "runOrder must be between 1 and 999");
        }
        if (action.isSource() && (!action.inputs().isEmpty() || action.outputs().isEmpty())) {
            throw refuse(action, "a source action has no input and at least one output artifact");
        }
        for (String output : action.outputs()) {
            if (!outputs.add(output)) {
                throw structure("UniqueNameViolation: the output artifact '" + output + "' is declared twice");
            }
        }
        for (String input : action.inputs()) {
            if (!outputs.contains(input)) {
                throw structure("The input artifact '" + input + "' of action '" + action.name()
                        + "' is not an output of an earlier action");
            }
        }
    }

    private static AwsError refuse(ActionDeclaration action, String why) {
        return PipelineErrors.of("InvalidActionDeclaration", "ActionDeclaration '" + action.name() + "': " + why);
    }

    private static AwsError structure(String message) {
        return PipelineErrors.of("InvalidStructure", message);
    }
}
