package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.AskedUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.UploadJournal;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is remembered of a transfer beyond this process: its marker, open uploads, what it changes, how it ended. */
final class DeployJournal implements UploadJournal {

    private final Journal<DeployRecord> journal;
    private final boolean keepsPaths;
    private final String marker;
    private final List<OpenUpload> open;
    private final List<AskedUpload> asked;
    private boolean aborting;
    private ChangedPaths planned;
    private SyncOutcome done;

    /** @param keepsPaths whether somebody needs to know what changed, after a restart too */
    DeployJournal(Journal<DeployRecord> journal, DeployRecord known, boolean keepsPaths) {
        this.journal = journal;
        this.keepsPaths = keepsPaths;
        this.marker = known.marker();
        this.open = new ArrayList<>(known.uploads());
        this.asked = new ArrayList<>(known.asked());
        this.aborting = known.aborting();
        this.planned =
                known.planned() == null ? ChangedPaths.NONE : known.planned().paths();
        this.done = known.done() == null ? null : known.done().outcome();
        save();
    }

    String marker() {
        return marker;
    }

    @Override
    public synchronized void asking(AskedUpload upload) {
        asked.add(upload);
        save();
    }

    @Override
    public synchronized void forget(AskedUpload upload) {
        asked.remove(upload);
        save();
    }

    @Override
    public synchronized void opened(OpenUpload upload, AskedUpload answered) {
        open.add(upload);
        asked.remove(answered);
        save();
    }

    @Override
    public synchronized List<AskedUpload> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized void closed(String id) {
        if (open.removeIf(upload -> upload.id().equals(id))) {
            save();
        }
    }

    synchronized void aborting() {
        aborting = true;
        save();
    }

    synchronized boolean isAborting() {
        return aborting;
    }

    /** What this process and those before it have changed, or were about to. */
    synchronized ChangedPaths planned() {
        return planned;
    }

    synchronized void planned(ChangedPaths paths) {
        if (keepsPaths) {
            planned = planned.and(paths);
            save();
        }
    }

    synchronized void done(SyncOutcome outcome) {
        done = outcome;
        save();
    }

    /** How the job ended, if an earlier process saw its end. */
    synchronized Optional<SyncOutcome> done() {
        return Optional.ofNullable(done);
    }

    @Override
    public synchronized List<OpenUpload> uploads() {
        return List.copyOf(open);
    }

    private void save() {
        journal.save(new DeployRecord(
                marker,
                open,
                aborting,
                planned.isEmpty() ? null : new DeployRecord.Paths(planned.files(), planned.folders()),
                done == null
                        ? null
                        : new DeployRecord.Done(done.files(), done.bytes(), done.unchanged(), done.deleted()),
                asked));
    }
}
