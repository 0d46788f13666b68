package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.bundle.ArchivePlace;
import io.jenkins.plugins.awsdevtools.bundle.AwsAnswers;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.LeftUploads;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendJournal;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobArtifact;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobArtifacts;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where an output artifact of a job goes, with its session, which is asked for anew before it may have ended. */
final class OutputPlace implements ArchivePlace {

    /** AWS documents no length of the session; none of STS is shorter than 15 minutes (AssumeRole). */
    private static final Duration SESSION = Duration.ofMinutes(10);

    private final JobArtifacts artifacts;
    private final String jobId;
    private final String name;
    private final Timing timing = AwsRuntime.get().work().timing();
    private JobArtifacts.Session session;
    private Instant asked = Instant.MIN;

    OutputPlace(JobArtifacts artifacts, String jobId, String name) {
        this.artifacts = artifacts;
        this.jobId = jobId;
        this.name = name;
    }

    /** CodePipeline gives each job another key, so there is nothing yet. */
    @Override
    public Optional<StoredBundle> find(String digest) {
        return Optional.empty();
    }

    @Override
    public BundleUpload begin(String digest, SendJournal journal) throws IOException, InterruptedException {
        JobArtifacts.Session current = session();
        JobArtifact output = output(current);
        return AwsAnswers.await(BundleUpload.begin(
                AwsRuntime.get().clients(),
                current.access(),
                AwsRuntime.get().work().timing(),
                output.bucket(),
                output.key(),
                current.kmsKey(),
                journal));
    }

    @Override
    public BundleUpload resume(OpenUpload upload, SendJournal journal) throws IOException, InterruptedException {
        JobArtifacts.Session current = session();
        String bucket = output(current).bucket();
        return new BundleUpload(
                AwsRuntime.get().clients(), current.access(), bucket, upload.key(), upload.id(), journal);
    }

    @Override
    public CompletionStage<LeftUploads> left(SendJournal journal) {
        return artifacts.session(jobId).thenCompose(current -> find(current)
                .map(output -> CompletableFuture.completedFuture(
                        new LeftUploads(AwsRuntime.get().clients(), current.access(), output.bucket(), journal)))
                .orElseGet(() -> CompletableFuture.failedFuture(noPlace())));
    }

    private JobArtifact output(JobArtifacts.Session current) throws IOException {
        return find(current).orElseThrow(this::noPlace);
    }

    private Optional<JobArtifact> find(JobArtifacts.Session current) {
        return current.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst();
    }

    private IOException noPlace() {
        return new IOException(Messages.CodePipelineOutputStep_noPlace(name));
    }

    private synchronized JobArtifacts.Session session() throws IOException, InterruptedException {
        Instant now = timing.now();
        if (session == null || now.isAfter(asked.plus(SESSION))) {
            session = AwsAnswers.await(artifacts.session(jobId));
            asked = now;
        }
        return session;
    }
}
