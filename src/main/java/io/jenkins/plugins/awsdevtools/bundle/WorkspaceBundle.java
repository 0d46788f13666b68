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
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.timing.Patience;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
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
        CompletionStage<?> tidied = journal.isTidy()
                ? cleared
                : cleared.handle((done, failure) -> null)
                        .thenCompose(done -> place.left(journal))
                        .thenCompose(left -> left.clear(this::say));
        return tidied.whenComplete((done, failure) -> onTidied(failure));
    }

    private void onTidied(Throwable failure) {
        if (failure != null) {
            Throwable reason = failure.getCause() == null ? failure : failure.getCause();
            say(Messages.WorkspaceBundle_left(reason.getMessage()));
        } else if (isAborted() && journal.isTidy()) {
            say(Messages.WorkspaceBundle_nothingLeft());
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
            Optional<StoredBundle> stored = answer(number, () -> place.find(digest));
            BundleUpload begun = stored.isPresent() ? null : answer(number, () -> place.begin(digest, journal));
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
            BundleUpload renewed =
                    answer(number, () -> place.resume(new OpenUpload(begun.key(), begun.uploadId()), journal));
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
                onAgentDone(number);
            }
            complete(current, List.copyOf(etags), bytes, patience());
        }

        /** CompleteMultipartUpload does no harm when it is repeated, and much was sent by now. */
        private void complete(BundleUpload sent, List<String> etags, long bytes, Patience patience) {
            if (isCurrent(number)) {
                sent.complete(etags, bytes)
                        .whenCompleteAsync(
                                (stored, failure) -> {
                                    if (failure == null) {
                                        onCompleted(stored);
                                    } else {
                                        onNotCompleted(
                                                failure.getCause() == null ? failure : failure.getCause(),
                                                patience,
                                                () -> complete(sent, etags, bytes, patience));
                                    }
                                },
                                AwsRuntime.get().executor());
            }
        }

        private void onCompleted(StoredBundle stored) {
            synchronized (WorkspaceBundle.this) {
                if (isCurrent(number)) {
                    upload = null;
                    end(stored, Messages.WorkspaceBundle_sent(Sizes.shown(stored.size()), stored));
                }
            }
        }

        private void onNotCompleted(Throwable reason, Patience patience, Runnable again) {
            Optional<Duration> pause = pause(number, patience, reason, reason.getMessage());
            if (pause.isPresent()) {
                timing().after(pause.get(), again);
            } else if (isGone(reason)) {
                // Completed by a call whose answer was lost, then the next attempt finds the bundle; or given up in S3.
                onAttemptFailed(number, reason.getMessage(), false);
            } else {
                onRefused(number, reason);
            }
        }

        private static boolean isGone(Throwable reason) {
            return reason instanceof AwsFailureException told && told.failure().kind() == AwsFailure.Kind.NOT_FOUND;
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
