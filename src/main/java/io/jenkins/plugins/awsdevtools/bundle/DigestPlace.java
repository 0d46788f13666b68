package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleStore;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

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
    public BundleUpload begin(String digest, Consumer<String> log) throws IOException, InterruptedException {
        return AwsAnswers.await(
                BundleUpload.begin(clients, access, AwsRuntime.get().work().timing(), place, digest, log));
    }

    @Override
    public BundleUpload resume(String key, String uploadId) {
        return new BundleUpload(clients, access, place.bucket(), key, uploadId);
    }
}
