package io.jenkins.plugins.awsdevtools.bundle;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.bundle.BundleReceiver;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.LeftUploads;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendJournal;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendRecord;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The files of a workspace as one ZIP object in S3, sent as a stream without a file on the way. It outlives a restart: what
 * was sent is used, an upload that was under way or asked for is aborted and begun again.
 */
public final class WorkspaceBundle extends AgentWork<StoredBundle> {

    private final Selection selection;
    private final String folder;
    private final ArchivePlace place;
    private final SendJournal journal;
    private BundleUpload upload;
    private CompletionStage<?> cleared = CompletableFuture.completedFuture(null);
    private Optional<StoredBundle> found = Optional.empty();
    private volatile String state = Messages.WorkspaceBundle_reading();

    private WorkspaceBundle(RunContext context, String folder, Selection selection, ArchivePlace place) {
        super(context);
        this.folder = folder;
        this.selection = selection;
        this.place = place;
        this.journal = new SendJournal(context.journal("bundle", SendRecord.class));
    }

    /**
     * Sends to where the key of a bundle tells its content, and sends nothing that is there.
     *
     * @param folder of the workspace, which must not be null at first; empty for all of it
     */
    public static WorkspaceBundle begin(RunContext context, String folder, Selection selection, BundlePlace bucket) {
        return begin(
                context, folder, selection, new DigestPlace(AwsRuntime.get().clients(), context.access(), bucket));
    }

    /** Sends to a place that somebody else named. */
    public static WorkspaceBundle begin(RunContext context, String folder, Selection selection, ArchivePlace place) {
        WorkspaceBundle work = new WorkspaceBundle(context, folder, selection, place);
        work.goOn();
        return work;
    }

    private void goOn() {
        Optional<StoredBundle> stored = journal.stored();
        if (stored.isPresent()) {
            finish(stored.get());
        } else if (journal.uploads().isEmpty()) {
            start();
        } else {
            place.left(journal).thenCompose(LeftUploads::abortOpen).whenComplete((aborted, failure) -> start());
        }
    }

    @Override
    Stoppable startOn(FilePath workspace, VirtualChannel channel, int number) throws IOException, InterruptedException {
        BundleReceiver receiver = channel.export(BundleReceiver.class, new Receiver(number));
        FilePath from = folder.isEmpty() ? workspace : workspace.child(folder);
        return from.act(new StartSending(selection, receiver));
    }

    @Override
    void clear() {
        if (upload != null) {
            cleared = upload.abort();
            upload = null;
        }
    }

    /** An upload whose start was not answered is looked for now: another one that sends the same files has parts by now. */
    @Override
    CompletionStage<?> tidy() {
        if (journal.isTidy()) {
            return cleared;
        }
        return cleared.handle((done, failure) -> null)
                .thenCompose(done -> place.left(journal))
                .thenCompose(left -> left.clear(this::say));
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
        journal.stored(stored);
        say(message);
        finish(stored);
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
            Optional<StoredBundle> stored = told(() -> place.find(digest));
            BundleUpload begun = stored.isPresent() ? null : told(() -> place.begin(digest, journal));
            synchronized (WorkspaceBundle.this) {
                if (!isCurrent(number)) {
                    if (begun != null) {
                        begun.abort();
                    }
                    throw new InterruptedIOException();
                }
                found = stored;
                upload = begun;
            }
            return stored.isPresent();
        }

        @Override
        public List<SignedRequest> sign(int first, int count) throws IOException, InterruptedException {
            BundleUpload begun = current();
            BundleUpload renewed = told(() -> place.resume(new OpenUpload(begun.key(), begun.uploadId()), journal));
            synchronized (WorkspaceBundle.this) {
                checkCurrent();
                upload = renewed;
            }
            return new ArrayList<>(renewed.sign(first, count));
        }

        private BundleUpload current() throws InterruptedIOException {
            synchronized (WorkspaceBundle.this) {
                checkCurrent();
                return upload;
            }
        }

        /** What AWS said is told as it is, not through the agent. */
        private <A> A told(AwsCall<A> call) throws IOException, InterruptedException {
            try {
                return call.make();
            } catch (IOException refused) {
                if (refused.getCause() != null) {
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

    @FunctionalInterface
    private interface AwsCall<A> {
        A make() throws IOException, InterruptedException;
    }
}
