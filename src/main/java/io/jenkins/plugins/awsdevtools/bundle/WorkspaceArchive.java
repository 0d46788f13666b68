package io.jenkins.plugins.awsdevtools.bundle;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.bundle.BundleReceiver;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendRecord;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a workspace as one ZIP object at a place that somebody else named. It is sent whatever is there, as a stream,
 * without a file on the way. It outlives a restart: an upload that was under way is aborted and begun again.
 */
public final class WorkspaceArchive extends AgentWork<StoredBundle> {

    private final Selection selection;
    private final String folder;
    private final ArchivePlace place;
    private final Journal<SendRecord> journal;
    private BundleUpload upload;
    private volatile String state = Messages.WorkspaceBundle_reading();

    private WorkspaceArchive(RunContext context, String folder, Selection selection, ArchivePlace place) {
        super(context);
        this.folder = folder;
        this.selection = selection;
        this.place = place;
        this.journal = context.journal("archive", SendRecord.class);
    }

    /**
     * Begins, or goes on where the journal of the step says.
     *
     * @param folder of the workspace; empty for all of it
     */
    public static WorkspaceArchive begin(RunContext context, String folder, Selection selection, ArchivePlace place)
            throws IOException, InterruptedException {
        WorkspaceArchive work = new WorkspaceArchive(context, folder, selection, place);
        SendRecord record = work.journal.load().orElse(null);
        if (record != null && record.stored() != null) {
            work.finish(record.stored());
            return work;
        }
        if (record != null && record.uploadId() != null) {
            place.resume(record.uploadId()).abort();
        }
        work.start();
        return work;
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
            BundleUpload begun = told(place::begin);
            synchronized (WorkspaceArchive.this) {
                if (!isCurrent(number)) {
                    begun.abort();
                    throw new InterruptedIOException();
                }
                upload = begun;
                journal.save(SendRecord.uploading(begun));
            }
            return false;
        }

        @Override
        public List<SignedRequest> sign(int first, int count) throws IOException, InterruptedException {
            String id;
            synchronized (WorkspaceArchive.this) {
                checkCurrent();
                id = upload.uploadId();
            }
            BundleUpload renewed = told(() -> place.resume(id));
            synchronized (WorkspaceArchive.this) {
                checkCurrent();
                upload = renewed;
            }
            return new ArrayList<>(renewed.sign(first, count));
        }

        /** What AWS said is told as it is, not through the agent. */
        private BundleUpload told(UploadCall call) throws IOException, InterruptedException {
            try {
                return call.make();
            } catch (IOException refused) {
                fail(refused.getCause() == null ? refused : refused.getCause());
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
            synchronized (WorkspaceArchive.this) {
                if (!isCurrent(number) || upload == null) {
                    return;
                }
                current = upload;
            }
            current.complete(etags, bytes)
                    .whenCompleteAsync(this::onCompleted, AwsRuntime.get().executor());
        }

        private void onCompleted(StoredBundle stored, Throwable failure) {
            synchronized (WorkspaceArchive.this) {
                if (!isCurrent(number)) {
                    return;
                }
                if (failure == null) {
                    upload = null;
                    journal.save(SendRecord.of(stored));
                    say(Messages.WorkspaceBundle_sent(Sizes.shown(stored.size()), stored));
                    finish(stored);
                } else {
                    clear();
                    fail(failure.getCause() == null ? failure : failure.getCause());
                }
            }
        }

        @Override
        public void onUnchanged() {
            // Nothing is asked whether it is there.
        }

        @Override
        public void onFailed(String message, boolean refused) {
            onAttemptFailed(number, message, refused);
        }
    }

    @FunctionalInterface
    private interface UploadCall {
        BundleUpload make() throws IOException, InterruptedException;
    }
}
