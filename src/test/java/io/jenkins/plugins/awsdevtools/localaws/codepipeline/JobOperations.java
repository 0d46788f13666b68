package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.List;
import java.util.Set;

/** The calls of workers, and those about their action types. */
final class JobOperations {
    /** {@code FailureType} of the CodePipeline API. */
    private static final Set<String> FAILURES = Set.of(
            "JobFailed",
            "ConfigurationError",
            "PermissionError",
            "RevisionOutOfSync",
            "RevisionUnavailable",
            "SystemUnavailable");
    /** {@code ExecutionSummary}: at most 2048 characters. */
    private static final int LONGEST_SUMMARY = 2048;
    /** {@code Message} of a failure: at most 5000 characters. */
    private static final int LONGEST_MESSAGE = 5000;

    private final LocalCodePipeline local;

    JobOperations(LocalCodePipeline local) {
        this.local = local;
    }

    ObjectNode handle(String operation, String region, JsonNode in) {
        return switch (operation) {
            case "CreateCustomActionType" -> create(region, in);
            case "DeleteCustomActionType" -> delete(region, in);
            case "ListActionTypes" -> list(region, in);
            case "PollForJobs" -> poll(region, in);
            case "AcknowledgeJob" -> acknowledge(in);
            case "GetJobDetails" -> details(in);
            case "PutJobSuccessResult" -> succeed(in);
            case "PutJobFailureResult" -> fail(in);
            default -> throw new AwsError("UnknownOperationException", 400, "");
        };
    }

    private ObjectNode create(String region, JsonNode in) {
        ObjectNode named = in.deepCopy();
        named.put("owner", "Custom");
        ActionTypeId type = ActionTypeId.checked(named);
        return Answers.object().set("actionType", local.custom().create(region, type, in));
    }

    private ObjectNode delete(String region, JsonNode in) {
        ObjectNode named = in.deepCopy();
        named.put("owner", "Custom");
        local.custom().delete(region, ActionTypeId.checked(named));
        return Answers.object();
    }

    private ObjectNode list(String region, JsonNode in) {
        return Requests.page(in, local.custom().list(region), "actionTypes", type -> type);
    }

    private ObjectNode poll(String region, JsonNode in) {
        ActionTypeId type = ActionTypeId.checked(in.path("actionTypeId"));
        int most = in.path("maxBatchSize").asInt(1);
        if (most < 1) {
            throw PipelineErrors.validation("maxBatchSize must be at least 1");
        }
        List<WorkerJob> found = local.custom().poll(region, type, most, Answers.texts(in.path("queryParam")));
        ObjectNode answer = Answers.object();
        ArrayNode jobs = answer.putArray("jobs");
        found.forEach(
                job -> jobs.add(Answers.job(job, local.account(), local.custom().artifactCredentials())));
        return answer;
    }

    private ObjectNode acknowledge(JsonNode in) {
        ObjectNode answer = Answers.object();
        String nonce = Requests.required(in, "nonce");
        local.custom().with(Requests.required(in, "jobId"), job -> answer.put("status", job.acknowledge(nonce)));
        return answer;
    }

    private ObjectNode details(JsonNode in) {
        WorkerJob job = local.custom().job(Requests.required(in, "jobId"));
        ObjectNode shown = Answers.job(job, local.account(), local.custom().artifactCredentials());
        shown.remove("nonce");
        return Answers.object().set("jobDetails", shown);
    }

    private ObjectNode succeed(JsonNode in) {
        JsonNode details = in.path("executionDetails");
        String token = in.path("continuationToken").asText("");
        String summary = details.path("summary").asText("");
        String externalId = details.path("externalExecutionId").asText("");
        if (summary.length() > LONGEST_SUMMARY || details.has("summary") && summary.isEmpty()) {
            throw PipelineErrors.validation("executionDetails.summary has 1 to " + LONGEST_SUMMARY + " characters");
        }
        in.path("outputVariables").fieldNames().forEachRemaining(name -> {
            if (!name.matches("[A-Za-z0-9@\\-_]+")) {
                throw PipelineErrors.validation("The name of output variable '" + name + "' is not valid");
            }
        });
        local.custom().with(Requests.required(in, "jobId"), job -> {
            if (token.isEmpty()) {
                job.succeed(summary, externalId, Answers.texts(in.path("outputVariables")));
            } else {
                job.goOn(token, summary, externalId);
            }
        });
        return Answers.object();
    }

    private ObjectNode fail(JsonNode in) {
        JsonNode details = in.path("failureDetails");
        String type = Requests.required(details, "type");
        String message = Requests.required(details, "message");
        if (!FAILURES.contains(type) || message.length() > LONGEST_MESSAGE) {
            throw PipelineErrors.validation("failureDetails.type is one of " + FAILURES
                    + ", and failureDetails.message has" + " at most " + LONGEST_MESSAGE + " characters");
        }
        local.custom()
                .with(
                        Requests.required(in, "jobId"),
                        job -> job.fail(
                                type,
                                message,
                                details.path("externalExecutionId").asText("")));
        return Answers.object();
    }
}
