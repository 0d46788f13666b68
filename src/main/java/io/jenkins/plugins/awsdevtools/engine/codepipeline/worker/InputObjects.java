package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Input artifacts as requests that an agent can make, signed with the session of their job. */
public final class InputObjects {

    /** As long as {@code ObjectFeed} promises. The session itself may end before, and the request with it. */
    private static final Duration SIGNATURE_LIFE = Duration.ofHours(1);

    private final AwsClients clients;
    private final AwsAccess session;

    public InputObjects(AwsClients clients, AwsAccess session) {
        this.clients = Objects.requireNonNull(clients);
        this.session = Objects.requireNonNull(session);
    }

    /**
     * HeadObject, then a signature for GetObject. The version that was looked at is the one that is read.
     *
     * @param path below the workspace: of the folder, or of the file if it is not unpacked
     * @return fails with {@link AwsFailureException}
     */
    public CompletionStage<ObjectRequest> request(JobArtifact artifact, String path, boolean unpack) {
        return clients.s3(session)
                .headObject(head -> head.bucket(artifact.bucket()).key(artifact.key()))
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                                failure,
                                new CallContext(
                                        "s3:GetObject",
                                        artifact.bucket() + "/" + artifact.key(),
                                        session.region().id())))))
                .thenApply(answer -> signed(artifact, answer, path, unpack));
    }

    private ObjectRequest signed(JobArtifact artifact, HeadObjectResponse head, String path, boolean unpack) {
        SignedRequest signed =
                Presigned.of(clients.s3Presigner(session).presignGetObject(get -> get.signatureDuration(SIGNATURE_LIFE)
                        .getObjectRequest(object -> object.bucket(artifact.bucket())
                                .key(artifact.key())
                                .versionId("null".equals(head.versionId()) ? null : head.versionId()))));
        return new ObjectRequest(
                artifact.name(),
                path,
                unpack,
                head.contentLength(),
                head.eTag() == null ? null : head.eTag().replace("\"", ""),
                null,
                signed);
    }
}
