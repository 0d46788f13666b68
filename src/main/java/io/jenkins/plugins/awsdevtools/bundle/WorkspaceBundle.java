package io.jenkins.plugins.awsdevtools.bundle;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.bundle.BundleReceiver;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleStore;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendRecord;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The files of a workspace as a bundle in S3. It outlives a restart: a bundle that is there is used, an upload that was
 * under way is aborted and begun again.
 */
public final class WorkspaceBundle extends AgentWork<StoredBundle> {

    /** An agent waits so long for an answer; the SDK has given up by then. */
    private static final long CALL_MINUTES = 5;

    private final Selection selection;
    private final BundlePlace place;
    private final Journal<SendRecord> journal;
    private final AwsClients clients;
    private BundleUpload upload;
    private Optional<StoredBundle> found = Optional.empty();
    private volatile String state = Messages.WorkspaceBundle_reading();

    private WorkspaceBundle(RunContext context, Selection selection, BundlePlace place) {
        super(context);
        this.selection = selection;
        this.place = place;
        this.journal = context.journal("bundle", SendRecord.class);
        this.clients = AwsRuntime.get().clients();
    }

    /** Begins, or goes on where the journal of the step says. The workspace of the context must not be null at first. */
    public static WorkspaceBundle begin(RunContext context, Selection selection, BundlePlace place) {
        WorkspaceBundle work = new WorkspaceBundle(context, selection, place);
        SendRecord record = work.journal.load().orElse(null);
        if (record != null && record.stored() != null) {
            work.finish(record.stored());
            return work;
        }
        if (record != null && record.uploadId() != null) {
            new BundleUpload(work.clients, context.access(), place.bucket(), record.key(), record.uploadId()).abort();
        }
        work.start();
        return work;
    }

    @Override
    Stoppable startOn(FilePath workspace, VirtualChannel channel, int number) throws IOException, InterruptedException {
        BundleReceiver receiver = channel.export(BundleReceiver.class, new Receiver(number));
        return workspace.act(new StartSending(selection, receiver));
    }

    @Override
    void clear() {
        if (upload != null) {
            upload.abort();
            upload = null;
        }
    }

    @Override
    String aborted() {
        return Messages.WorkspaceBundle_aborted();
    }

    @Override
    public String state() {
        return state;
    }

    private void end(StoredBundle stored, String message) {
        journal.save(SendRecord.of(stored));
        say(message);
        finish(stored);
    }

    private static <A> A answer(CompletionStage<A> stage) throws IOException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(CALL_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException late) {
            throw new InterruptedIOException();
        }
    }

    /** What the sender on the agent calls, through the channel, for one attempt. */
    private final class Receiver implements BundleReceiver {

        private final int number;

        Receiver(int number) {
            this.number = number;
        }

        @Override
        public boolean isThere(String digest, int files, long bytes) throws IOException, InterruptedException {
            checkCurrent();
            say(Messages.WorkspaceBundle_found(files, Sizes.shown(bytes)));
            try {
                Optional<StoredBundle> stored =
                        answer(new BundleStore(clients, context().access()).find(place, digest));
                BundleUpload begun = stored.isPresent()
                        ? null
                        : answer(BundleUpload.begin(clients, context().access(), place, digest));
                synchronized (WorkspaceBundle.this) {
                    if (!isCurrent(number)) {
                        if (begun != null) {
                            begun.abort();
                        }
                        throw new InterruptedIOException();
                    }
                    found = stored;
                    upload = begun;
                    if (begun != null) {
                        journal.save(SendRecord.uploading(begun));
                    }
                }
                return stored.isPresent();
            } catch (IOException refused) {
                if (refused.getCause() != null) {
                    // What AWS said is told as it is, not through the agent.
                    fail(refused.getCause());
                }
                throw new IOException(refused.getMessage());
            }
        }

        private void checkCurrent() throws InterruptedIOException {
            if (!isCurrent(number)) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public List<SignedRequest> sign(int first, int count) throws IOException {
            BundleUpload current;
            synchronized (WorkspaceBundle.this) {
                checkCurrent();
                current = upload;
            }
            return new ArrayList<>(current.sign(first, count));
        }

        @Override
        public void onProgress(long bytes) {
            if (isCurrent(number)) {
                state = Messages.WorkspaceBundle_sending(Sizes.shown(bytes));
                say(state);
            }
        }

        @Override
        public void onSent(List<String> etags, long bytes) {
            BundleUpload current;
            synchronized (WorkspaceBundle.this) {
                if (!isCurrent(number) || upload == null) {
                    return;
                }
                current = upload;
            }
            current.complete(etags, bytes)
                    .whenCompleteAsync(this::onCompleted, AwsRuntime.get().executor());
        }

        private void onCompleted(StoredBundle stored, Throwable failure) {
            synchronized (WorkspaceBundle.this) {
                if (!isCurrent(number)) {
                    return;
                }
                if (failure == null) {
                    upload = null;
                    end(stored, Messages.WorkspaceBundle_sent(Sizes.shown(stored.size()), stored));
                } else {
                    clear();
                    fail(failure.getCause() == null ? failure : failure.getCause());
                }
            }
        }

        @Override
        public void onUnchanged() {
            synchronized (WorkspaceBundle.this) {
                if (isCurrent(number)) {
                    StoredBundle stored = found.orElseThrow();
                    end(stored, Messages.WorkspaceBundle_unchanged(stored));
                }
            }
        }

        @Override
        public void onFailed(String message, boolean refused) {
            onAttemptFailed(number, message, refused);
        }
    }
}
