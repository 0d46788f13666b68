package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.bundle.BundleReceiver;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers a sender in the same process, one question at a time, as the controller does. */
public class StoreReceiver implements BundleReceiver {

    private final AwsClients clients;
    private final AwsAccess access;
    private final Timing timing;
    private final BundlePlace place;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SendJournal journal;
    private BundleUpload upload;
    private Optional<StoredBundle> stored = Optional.empty();
    private String failure;
    private boolean refused;
    private boolean unchanged;

    public StoreReceiver(AwsClients clients, AwsAccess access, Timing timing, BundlePlace place) {
        this(clients, access, timing, place, Journal.inMemory());
    }

    /** @param journal of this attempt and those before */
    StoreReceiver(AwsClients clients, AwsAccess access, Timing timing, BundlePlace place, Journal<SendRecord> journal) {
        this.clients = clients;
        this.access = access;
        this.timing = timing;
        this.place = place;
        this.journal = new SendJournal(journal);
    }

    @Override
    public boolean isThere(String digest, int files, long bytes) throws IOException, InterruptedException {
        stored = new BundleStore(clients, access)
                .find(place, digest)
                .toCompletableFuture()
                .join();
        if (stored.isEmpty()) {
            upload = BundleUpload.begin(clients, access, timing, place, digest, journal)
                    .toCompletableFuture()
                    .join();
        }
        return stored.isPresent();
    }

    @Override
    public List<SignedRequest> sign(int first, int count) {
        return upload.sign(first, count);
    }

    @Override
    public void onProgress(long bytes) {
        // Nobody looks.
    }

    @Override
    public void onSent(List<String> etags, long bytes) {
        stored = Optional.of(upload.complete(etags, bytes).toCompletableFuture().join());
        clear();
    }

    @Override
    public void onUnchanged() {
        unchanged = true;
    }

    @Override
    public void onFailed(String message, boolean byFiles) {
        failure = message;
        refused = byFiles;
        clear();
    }

    private void clear() {
        new LeftUploads(clients, access, place.bucket(), journal)
                .clear(lines::add)
                .toCompletableFuture()
                .join();
    }

    public Optional<StoredBundle> stored() {
        return stored;
    }

    /** What was said. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public boolean unchanged() {
        return unchanged;
    }

    public String failure() {
        return failure;
    }

    public boolean refused() {
        return refused;
    }
}
