package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.RememberedUploads;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.util.Optional;

/** What is remembered of a transfer beyond this process: its marker, open uploads, what it changes, how it ended. */
final class DeployJournal extends RememberedUploads {

    private final Journal<DeployRecord> journal;
    private final boolean keepsPaths;
    private final String marker;
    private boolean aborting;
    private ChangedPaths planned;
    private SyncOutcome done;

    /** @param keepsPaths whether somebody needs to know what changed, after a restart too */
    DeployJournal(Journal<DeployRecord> journal, DeployRecord known, boolean keepsPaths) {
        super(known.uploads(), known.asked());
        this.journal = journal;
        this.keepsPaths = keepsPaths;
        this.marker = known.marker();
        this.aborting = known.aborting();
        this.planned =
                known.planned() == null ? ChangedPaths.NONE : known.planned().paths();
        this.done = known.done() == null ? null : known.done().outcome();
        save();
    }

    String marker() {
        return marker;
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
    protected void save() {
        journal.save(new DeployRecord(
                marker,
                uploads(),
                aborting,
                planned.isEmpty() ? null : new DeployRecord.Paths(planned.files(), planned.folders()),
                done == null
                        ? null
                        : new DeployRecord.Done(done.files(), done.bytes(), done.unchanged(), done.deleted()),
                asked()));
    }
}
