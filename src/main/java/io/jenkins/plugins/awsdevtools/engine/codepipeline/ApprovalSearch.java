package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds the approval that a request means: one that waits; else, if the request names one, the newest that has ended. One
 * call finds what waits; what has ended, and what waits in a pipeline in parallel mode, is found with one or two more.
 */
final class ApprovalSearch {

    private final CodePipelineApi api;
    private final ApprovalRequest request;

    ApprovalSearch(CodePipelineApi api, ApprovalRequest request) {
        this.api = api;
        this.request = request;
    }

    /** Fails with {@link ParameterException} if there is no such approval, or more than one waits. */
    CompletionStage<ApprovalPlan> find() {
        return api.approvalState(request.pipeline()).thenCompose(now -> {
            checkNames(now);
            return only(now.waiting().stream()
                            .filter(approval -> approval.matches(request))
                            .toList())
                    .map(CompletableFuture::<ApprovalPlan>completedStage)
                    .orElseGet(() -> among(now));
        });
    }

    private void checkNames(ApprovalState now) {
        if (request.stage() != null && !now.stageNames().contains(request.stage())) {
            throw new ParameterException(
                    "stage",
                    request.stage(),
                    Texts.of("codepipeline.stage.unknown", request.pipeline(), String.join(", ", now.stageNames())));
        }
        List<String> actions = now.actionNames(request);
        if (request.action() != null && !actions.contains(request.action())) {
            throw missing(now, ClosestNames.of(request.action(), actions));
        }
    }

    private CompletionStage<ApprovalPlan> among(ApprovalState now) {
        CompletionStage<List<ApprovalTry>> tries = request.executionId() == null
                ? api.newestApprovals(request.pipeline())
                : api.approvals(request.pipeline(), request.executionId());
        return tries.thenApply(this::chosen)
                .thenCompose(found -> {
                    Optional<String> earlier = request.executionId() == null && request.isNamed()
                            ? now.latestExecution(request)
                            : Optional.empty();
                    return found.isPresent() || earlier.isEmpty()
                            ? CompletableFuture.completedStage(found)
                            : api.approvals(request.pipeline(), earlier.get()).thenApply(this::chosen);
                })
                .thenApply(found -> found.orElseThrow(() -> missing(now, List.of())));
    }

    /** @param tries newest first */
    private Optional<ApprovalPlan> chosen(List<ApprovalTry> tries) {
        List<ApprovalTry> meant =
                tries.stream().filter(one -> one.plan().matches(request)).toList();
        Optional<ApprovalPlan> waits = only(meant.stream()
                .map(ApprovalTry::plan)
                .filter(ApprovalPlan::waits)
                .toList());
        boolean over =
                request.isNamed() && meant.stream().allMatch(one -> one.action().ended());
        return waits.isPresent() || !over
                ? waits
                : meant.stream().map(ApprovalTry::plan).findFirst();
    }

    private static Optional<ApprovalPlan> only(List<ApprovalPlan> waiting) {
        if (waiting.size() > 1) {
            throw new ParameterException("action", "", Texts.of("codepipeline.approval.many", names(waiting)));
        }
        return waiting.stream().findFirst();
    }

    private ParameterException missing(ApprovalState now, List<String> closest) {
        String known = now.waiting().isEmpty() ? Texts.of("codepipeline.approval.none") : names(now.waiting());
        String text = Texts.of("codepipeline.approval.missing", known);
        return new ParameterException(
                "action",
                request.action(),
                closest.isEmpty()
                        ? text
                        : text + " " + Texts.of("failure.notFound.closest", String.join(", ", closest)));
    }

    private static String names(List<ApprovalPlan> approvals) {
        return String.join(", ", approvals.stream().map(ApprovalPlan::shownName).toList());
    }
}
