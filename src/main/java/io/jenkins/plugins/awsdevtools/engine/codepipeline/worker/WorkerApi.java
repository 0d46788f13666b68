package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/** The operations that a worker needs, for one identity. Stages fail with whatever the SDK threw. */
final class WorkerApi {

    private final AwsClients clients;
    private final AwsAccess access;

    WorkerApi(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /** PollForJobs. What it brings is offered, and ours only once it is acknowledged. */
    CompletionStage<List<Job>> poll(WorkerRequest request, int most) {
        return client().pollForJobs(poll -> poll.actionTypeId(request.type().id())
                        .maxBatchSize(most)
                        .queryParam(request.query()
                                .map(WorkerRequest.Query::parameter)
                                .orElse(Map.of())))
                .thenApply(answer -> answer.jobs());
    }

    /** AcknowledgeJob. Asked again with the same nonce it tells the same. */
    CompletionStage<JobStatus> acknowledge(String jobId, String nonce) {
        return client().acknowledgeJob(acknowledge -> acknowledge.jobId(jobId).nonce(nonce))
                .thenApply(answer -> answer.status());
    }

    /** GetJobDetails, with credentials that are new. */
    CompletionStage<JobData> details(String jobId) {
        return client().getJobDetails(get -> get.jobId(jobId))
                .thenApply(answer -> answer.jobDetails().data());
    }

    /** PutJobSuccessResult or PutJobFailureResult. */
    CompletionStage<?> put(String jobId, JobAnswer answer) {
        if (answer.good()) {
            return client().putJobSuccessResult(put -> put.jobId(jobId)
                    .continuationToken(answer.continuationToken())
                    .outputVariables(answer.variables().isEmpty() ? null : answer.variables())
                    .executionDetails(details -> details.summary(given(answer.summary()))
                            .externalExecutionId(given(answer.externalId()))
                            .percentComplete(answer.continuationToken() == null ? 100 : null)));
        }
        return client().putJobFailureResult(
                        put -> put.jobId(jobId).failureDetails(details -> details.type(answer.failure())
                                .message(answer.summary().isEmpty() ? answer.failure() : answer.summary())
                                .externalExecutionId(given(answer.externalId()))));
    }

    private static String given(String value) {
        return value.isEmpty() ? null : value;
    }

    /** ListActionTypes: the account's own in this region. */
    CompletionStage<List<software.amazon.awssdk.services.codepipeline.model.ActionType>> customTypes() {
        return customTypes(new ArrayList<>(), null);
    }

    private CompletionStage<List<software.amazon.awssdk.services.codepipeline.model.ActionType>> customTypes(
            List<software.amazon.awssdk.services.codepipeline.model.ActionType> found, String token) {
        return client().listActionTypes(
                        list -> list.actionOwnerFilter(ActionOwner.CUSTOM).nextToken(token))
                .thenCompose(page -> {
                    found.addAll(page.actionTypes());
                    return page.nextToken() == null
                            ? CompletableFuture.completedFuture(List.copyOf(found))
                            : customTypes(found, page.nextToken());
                });
    }

    CodePipelineAsyncClient client() {
        return clients.codePipeline(access);
    }

    AwsAccess access() {
        return access;
    }

    AwsClients clients() {
        return clients;
    }
}
