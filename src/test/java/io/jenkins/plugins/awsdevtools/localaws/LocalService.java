package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.io.IOException;

/**
 * One AWS service of a {@link LocalAws}. Called from many threads at once.
 *
 * <p>An operation is named as in the service's API reference ({@code StartBuild}). Faults and the ledger name it with
 * the service in front ({@code codebuild:StartBuild}).
 */
public interface LocalService extends AutoCloseable {

    /** The service's name in a signature's credential scope, such as {@code codebuild} or {@code logs}. */
    String signingName();

    /**
     * Does the call and replies through it exactly once.
     *
     * @throws AwsError what the service refuses
     * @throws IOException when the connection or a file fails
     */
    void handle(AwsCall call) throws IOException, AwsError;

    /**
     * The operation a request asks for. By default the part of {@code X-Amz-Target} after its dot, or the query
     * protocol's {@code Action} (found before this is asked). A REST service reads method, path and query.
     */
    default String operationOf(RequestHead head) {
        return "Unknown";
    }

    /** Whether the operation is served without a signature, as {@code sts:AssumeRoleWithWebIdentity} is. */
    default boolean allowsAnonymous(String operation) {
        return false;
    }

    /** The IAM action that guards an operation, with its service: mostly the operation itself. */
    default String iamAction(String operation) {
        return signingName() + ":" + operation;
    }

    /** The ARN a denied call names as its resource. */
    default String resourceArn(AwsCall call) {
        return "*";
    }

    /** Ends what the service started. Called once, when the {@link LocalAws} closes. */
    @Override
    default void close() {}
}
