package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ActionState;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.StageState;

/**
 * The actions of a pipeline, and which of them are approvals that wait, as GetPipelineState tells them.
 *
 * @param stages in the pipeline's order
 * @param waiting the approvals that wait, but those of a pipeline in parallel mode
 */
record ApprovalState(List<Stage> stages, List<ApprovalPlan> waiting) {

    /**
     * A stage.
     *
     * @param executionId of the execution that was in it last; empty if none was
     * @param actions their names
     */
    record Stage(String name, String executionId, List<String> actions) {

        static Stage of(StageState state) {
            return new Stage(
                    state.stageName(),
                    state.latestExecution() == null
                            ? ""
                            : state.latestExecution().pipelineExecutionId(),
                    state.actionStates().stream().map(ActionState::actionName).toList());
        }

        boolean matches(ApprovalRequest request) {
            return (request.stage() == null || request.stage().equals(name))
                    && (request.action() == null || actions.contains(request.action()));
        }
    }

    static ApprovalState of(GetPipelineStateResponse answer) {
        return new ApprovalState(
                answer.stageStates().stream().map(Stage::of).toList(),
                answer.stageStates().stream()
                        .flatMap(stage -> stage.actionStates().stream()
                                .filter(ApprovalState::waits)
                                .map(action -> waiting(Stage.of(stage), action)))
                        .toList());
    }

    private static boolean waits(ActionState action) {
        return action.latestExecution() != null
                && action.latestExecution().token() != null
                && action.latestExecution().status() == ActionExecutionStatus.IN_PROGRESS;
    }

    private static ApprovalPlan waiting(Stage stage, ActionState action) {
        return new ApprovalPlan(
                stage.name(),
                action.actionName(),
                stage.executionId(),
                action.latestExecution().actionExecutionId(),
                action.latestExecution().token());
    }

    /** The execution that was last in the stage that is meant; empty if none was. */
    Optional<String> latestExecution(ApprovalRequest request) {
        return stages.stream()
                .filter(stage -> stage.matches(request))
                .map(Stage::executionId)
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    List<String> stageNames() {
        return stages.stream().map(Stage::name).toList();
    }

    /** The names of the actions of the stage that is meant, or of all. */
    List<String> actionNames(ApprovalRequest request) {
        return stages.stream()
                .filter(stage -> request.stage() == null || request.stage().equals(stage.name()))
                .flatMap(stage -> stage.actions().stream())
                .distinct()
                .toList();
    }
}
