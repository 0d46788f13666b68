package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.AWSSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.Artifact;
import software.amazon.awssdk.services.codepipeline.model.EncryptionKey;
import software.amazon.awssdk.services.codepipeline.model.JobData;

/**
 * The artifacts of a job and who may read and write them: the session that CodePipeline gives with each GetJobDetails. It
 * stays in this process and is kept nowhere.
 */
public final class JobArtifacts {

    private final AwsClients clients;
    private final AwsAccess worker;
    private final Supplier<String> sessions;

    /**
     * @param worker who may ask for the job's details
     * @param sessions makes unique texts
     */
    public JobArtifacts(AwsClients clients, AwsAccess worker, Supplier<String> sessions) {
        this.clients = Objects.requireNonNull(clients);
        this.worker = Objects.requireNonNull(worker);
        this.sessions = Objects.requireNonNull(sessions);
    }

    /**
     * What GetJobDetails tells.
     *
     * @param access the job's session, for S3
     * @param kmsKey with which outputs are encrypted; empty for the account's own key of S3
     */
    public record Session(
            AwsAccess access, List<JobArtifact> inputs, List<JobArtifact> outputs, Optional<String> kmsKey) {
        public Session {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /** GetJobDetails. Fails with {@link AwsFailureException}. */
    public CompletionStage<Session> session(String jobId) {
        return new WorkerApi(clients, worker)
                .details(jobId)
                .thenApply(this::session)
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                                failure,
                                new CallContext(
                                        "codepipeline:GetJobDetails",
                                        jobId,
                                        worker.region().id())))));
    }

    private Session session(JobData data) {
        AWSSessionCredentials given = data.artifactCredentials();
        AwsSessionCredentials credentials =
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
        AwsAccess access = new AwsAccess(
                new CredentialSource.Supplied("codepipeline-job:" + sessions.get(), () -> credentials),
                Optional.empty(),
                worker.region(),
                worker.endpoint(),
                worker.proxy(),
                worker.maxAttempts());
        return new Session(
                access,
                artifacts(data.inputArtifacts()),
                artifacts(data.outputArtifacts()),
                Optional.ofNullable(data.encryptionKey()).map(EncryptionKey::id));
    }

    private static List<JobArtifact> artifacts(List<Artifact> artifacts) {
        return artifacts.stream()
                .filter(artifact ->
                        artifact.location() != null && artifact.location().s3Location() != null)
                .map(artifact -> new JobArtifact(
                        artifact.name(),
                        artifact.location().s3Location().bucketName(),
                        artifact.location().s3Location().objectKey()))
                .toList();
    }
}
