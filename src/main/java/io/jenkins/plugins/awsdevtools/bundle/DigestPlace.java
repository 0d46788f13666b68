package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleStore;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.LeftUploads;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendJournal;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bucket in which each bundle has the key of its content, so that files that were sent before are not sent again. */
final class DigestPlace implements ArchivePlace {

    private final AwsClients clients;
    private final AwsAccess access;
    private final BundlePlace place;

    DigestPlace(AwsClients clients, AwsAccess access, BundlePlace place) {
        this.clients = clients;
        this.access = access;
        this.place = place;
    }

    @Override
    public Optional<StoredBundle> find(String digest) throws IOException, InterruptedException {
        return AwsAnswers.await(new BundleStore(clients, access).find(place, digest));
    }

    @Override
    public BundleUpload begin(String digest, SendJournal journal) throws IOException, InterruptedException {
        return AwsAnswers.await(
                BundleUpload.begin(clients, access, AwsRuntime.get().work().timing(), place, digest, journal));
    }

    @Override
    public BundleUpload resume(OpenUpload upload, SendJournal journal) {
        return new BundleUpload(clients, access, place.bucket(), upload.key(), upload.id(), journal);
    }

    @Override
    public CompletionStage<LeftUploads> left(SendJournal journal) {
        return CompletableFuture.completedFuture(new LeftUploads(clients, access, place.bucket(), journal));
    }
}
