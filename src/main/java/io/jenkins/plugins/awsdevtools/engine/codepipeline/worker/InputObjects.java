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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Input artifacts of one job as requests that an agent can make, signed with a session of the job. */
public final class InputObjects {

    /** The session itself may end before, and the request with it. */
    private static final Duration SIGNATURE_LIFE = Duration.ofHours(1);

    private final AwsClients clients;
    private final Map<String, GetObjectRequest> given = new ConcurrentHashMap<>();

    public InputObjects(AwsClients clients) {
        this.clients = Objects.requireNonNull(clients);
    }

    /**
     * HeadObject, then a signature for GetObject. The version that was looked at is the one that is read.
     *
     * @param session of the job, as GetJobDetails gave it
     * @param path below the workspace: of the folder, or of the file if it is not unpacked
     * @return fails with {@link AwsFailureException}
     */
    public CompletionStage<ObjectRequest> request(
            AwsAccess session, JobArtifact artifact, String path, boolean unpack) {
        return clients.s3(session)
                .headObject(head -> head.bucket(artifact.bucket()).key(artifact.key()))
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                                failure,
                                new CallContext(
                                        "s3:GetObject",
                                        artifact.bucket() + "/" + artifact.key(),
                                        session.region().id())))))
                .thenApply(answer -> request(session, artifact, answer, path, unpack));
    }

    private ObjectRequest request(
            AwsAccess session, JobArtifact artifact, HeadObjectResponse head, String path, boolean unpack) {
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(artifact.bucket())
                .key(artifact.key())
                .versionId("null".equals(head.versionId()) ? null : head.versionId())
                .build();
        given.put(artifact.name(), get);
        return new ObjectRequest(
                artifact.name(),
                path,
                unpack,
                head.contentLength(),
                head.eTag() == null ? null : head.eTag().replace("\"", ""),
                null,
                signed(session, get));
    }

    /**
     * The request for the same version of an artifact again.
     *
     * @param session that holds now
     * @param name of an artifact that was asked for
     */
    public SignedRequest sign(AwsAccess session, String name) {
        return signed(session, Objects.requireNonNull(given.get(name), name));
    }

    private SignedRequest signed(AwsAccess session, GetObjectRequest get) {
        return Presigned.of(
                clients.s3Presigner(session).presignGetObject(request -> request.signatureDuration(SIGNATURE_LIFE)
                        .getObjectRequest(get)));
    }
}
