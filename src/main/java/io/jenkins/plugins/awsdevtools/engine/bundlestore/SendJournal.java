package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.AskedUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.UploadJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** What is remembered of sending one bundle beyond this process, by however many attempts. */
public final class SendJournal implements UploadJournal {

    private final Journal<SendRecord> journal;
    private final List<OpenUpload> open;
    private final List<AskedUpload> asked;
    private StoredBundle stored;

    public SendJournal(Journal<SendRecord> journal) {
        this.journal = Objects.requireNonNull(journal);
        SendRecord known = journal.load().orElse(SendRecord.NONE);
        this.stored = known.stored();
        this.open = new ArrayList<>(known.uploads());
        this.asked = new ArrayList<>(known.asked());
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
    public synchronized void asking(AskedUpload upload) {
        asked.add(upload);
        save();
    }

    @Override
    public synchronized void forget(AskedUpload upload) {
        change(asked, list -> list.remove(upload));
    }

    @Override
    public synchronized void opened(OpenUpload upload, AskedUpload answered) {
        open.add(upload);
        asked.remove(answered);
        save();
    }

    @Override
    public synchronized void closed(String id) {
        change(open, list -> list.removeIf(upload -> upload.id().equals(id)));
    }

    @Override
    public synchronized List<OpenUpload> uploads() {
        return List.copyOf(open);
    }

    @Override
    public synchronized List<AskedUpload> asked() {
        return List.copyOf(asked);
    }

    private <A> void change(List<A> list, Consumer<List<A>> change) {
        int before = list.size();
        change.accept(list);
        if (list.size() != before) {
            save();
        }
    }

    private void save() {
        journal.save(new SendRecord(stored, open, asked));
    }
}
