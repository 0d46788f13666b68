package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.RememberedUploads;
import java.util.Optional;

/** What is remembered of sending one bundle beyond this process, by however many attempts. */
public final class SendJournal extends RememberedUploads {

    private final Journal<SendRecord> journal;
    private StoredBundle stored;

    public SendJournal(Journal<SendRecord> journal) {
        this(journal, journal.load().orElse(SendRecord.NONE));
    }

    private SendJournal(Journal<SendRecord> journal, SendRecord known) {
        super(known.uploads(), known.asked());
        this.journal = journal;
        this.stored = known.stored();
    }

    /** The bundle that was sent, maybe by a process that is gone. */
    public synchronized Optional<StoredBundle> stored() {
        return Optional.ofNullable(stored);
    }

    /** The bundle is there. */
    public synchronized void stored(StoredBundle bundle) {
        stored = bundle;
        save();
    }

    @Override
    protected void save() {
        journal.save(new SendRecord(stored, uploads(), asked()));
    }
}
