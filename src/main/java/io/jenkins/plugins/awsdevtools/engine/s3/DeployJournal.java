package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is remembered of a transfer beyond this process: its marker, open uploads, what it changes, how it ended. */
final class DeployJournal {

    private final Journal<DeployRecord> journal;
    private final boolean keepsPaths;
    private final String marker;
    private final List<DeployRecord.Upload> open;
    private final List<DeployRecord.Asked> asked;
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

    /** An upload is about to be asked for; told before. */
    synchronized void asking(DeployRecord.Asked upload) {
        asked.add(upload);
        save();
    }

    /** An upload that was asked for is known not to be there, or was looked for. */
    synchronized void forget(DeployRecord.Asked upload) {
        asked.remove(upload);
        save();
    }

    /** @param answered what was asked; null to keep it, for an earlier answer was lost */
    synchronized void opened(String key, String id, DeployRecord.Asked answered) {
        open.add(new DeployRecord.Upload(key, id));
        asked.remove(answered);
        save();
    }

    synchronized List<DeployRecord.Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized boolean isOpen(String id) {
        return open.stream().anyMatch(upload -> upload.id().equals(id));
    }

    /** Whether S3 may keep parts that nobody needs. */
    synchronized boolean isTidy() {
        return open.isEmpty() && asked.isEmpty();
    }

    synchronized void closed(String id) {
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

    synchronized List<DeployRecord.Upload> uploads() {
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
