package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One job of a custom action. Guarded by {@link CustomActions}.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_AcknowledgeJob.html">AcknowledgeJob</a>
 */
final class WorkerJob {
    private final String id = UUID.randomUUID().toString();
    private final ActionContext context;
    private final Instant created;
    private String status = "Queued";
    private String nonce = "";
    private String continuationToken = "";
    private Instant dispatched;
    private ActionOutcome outcome = ActionOutcome.inProgress();
    private int answers;
    private int acknowledgements;

    WorkerJob(ActionContext context, Instant created) {
        this.context = context;
        this.created = created;
    }

    String id() {
        return id;
    }

    ActionContext context() {
        return context;
    }

    Instant created() {
        return created;
    }

    String status() {
        return status;
    }

    String nonce() {
        return nonce;
    }

    String continuationToken() {
        return continuationToken;
    }

    ActionOutcome outcome() {
        return outcome;
    }

    /** How often it was answered for good. */
    int answers() {
        return answers;
    }

    /** How often it was acknowledged. */
    int acknowledgements() {
        return acknowledgements;
    }

    boolean isOpen() {
        return !outcome.isEnd();
    }

    boolean isFor(String region, ActionTypeId type, Map<String, String> query) {
        return context.region().equals(region)
                && context.action().type().equals(type)
                && query.entrySet().stream()
                        .allMatch(entry -> context.setting(entry.getKey()).equals(entry.getValue()));
    }

    /** @param before when a dispatched job that nobody acknowledged is offered again */
    boolean isOffered(Instant before) {
        return status.equals("Queued") || status.equals("Dispatched") && dispatched.isBefore(before);
    }

    void dispatch(Instant now) {
        status = "Dispatched";
        nonce = Integer.toString(UUID.randomUUID().hashCode() & Integer.MAX_VALUE);
        dispatched = now;
    }

    /** A job that is acknowledged twice with the same nonce is not done twice: the answer tells its status. */
    String acknowledge(String given) {
        if (!nonce.equals(given) || nonce.isEmpty()) {
            throw PipelineErrors.of("InvalidNonce", "The nonce is not valid for job " + id);
        }
        if (status.equals("Dispatched")) {
            status = "InProgress";
            acknowledgements++;
        }
        return status;
    }

    /** The worker is not done: a further poll brings the job again with this token. */
    void goOn(String token, String summary, String externalId) {
        refuseUnlessInProgress();
        continuationToken = token;
        status = "Queued";
        outcome = outcome.with(summary, externalId, outcome.externalUrl());
    }

    void succeed(String summary, String externalId, Map<String, String> variables) {
        refuseUnlessInProgress();
        status = "Succeeded";
        answers++;
        context.action().outputs().forEach(this::outputPlaced);
        outcome = ActionOutcome.succeeded(summary, variables).with(summary, externalId, "");
    }

    private void outputPlaced(String name) {
        context.outputs().placed(output(name));
    }

    /** Where an output of this job goes; the same place whenever it is asked. */
    Artifact output(String name) {
        return context.outputs().place(name).at(context.pipeline(), id);
    }

    void fail(String type, String message, String externalId) {
        refuseUnlessInProgress();
        status = "Failed";
        answers++;
        outcome = ActionOutcome.failed(type, message).with("", externalId, "");
    }

    void timeOut() {
        status = "TimedOut";
        outcome = ActionOutcome.failed("Timeout", "The action timed out");
    }

    void abandon() {
        status = "Failed";
        outcome = ActionOutcome.failed("Abandoned", "The execution was stopped");
    }

    private void refuseUnlessInProgress() throws AwsError {
        if (!status.equals("InProgress")) {
            throw PipelineErrors.of("InvalidJobState", "Job " + id + " is in state " + status);
        }
    }
}
