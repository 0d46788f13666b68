package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Instant;

/**
 * One call that reached the {@link LocalAws}.
 *
 * @param operation service and operation, such as {@code codebuild:StartBuild}
 * @param caller who signed it; {@link Caller#ANONYMOUS} where that could not be told
 * @param accessKeyId the key the request named, known or not
 * @param region the region of the signature's scope
 * @param time when it came, by the LocalAws's clock
 * @param executed whether the service did it, whatever became of the answer
 * @param status the HTTP status of the answer that was made, whether or not it arrived; 0 while there is none
 * @param path the path of the request, decoded
 * @param range its {@code Range} header; empty if there is none
 * @param outcome {@code pending}, {@code ok}, {@code cut}, or the error code that was answered
 */
public record CallRecord(
        String operation,
        Caller caller,
        String accessKeyId,
        String region,
        Instant time,
        String path,
        String range,
        boolean executed,
        int status,
        String outcome) {

    static final String PENDING = "pending";
    static final String OK = "ok";
    static final String CUT = "cut";

    CallRecord ended(boolean wasExecuted, int newStatus, String newOutcome) {
        return new CallRecord(
                operation, caller, accessKeyId, region, time, path, range, wasExecuted, newStatus, newOutcome);
    }
}
