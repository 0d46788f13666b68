package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** Remembers multipart uploads from their beginning to their end, also beyond this process. */
final class OpenUploads {

    private final Journal<DeployRecord> journal;
    private final String marker;
    private final List<DeployRecord.Upload> open;
    private boolean aborting;

    OpenUploads(Journal<DeployRecord> journal, DeployRecord known) {
        this.journal = journal;
        this.marker = known.marker();
        this.open = new ArrayList<>(known.uploads());
        this.aborting = known.aborting();
    }

    synchronized void opened(String key, String id) {
        open.add(new DeployRecord.Upload(key, id));
        save();
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

    synchronized List<DeployRecord.Upload> all() {
        return List.copyOf(open);
    }

    private void save() {
        journal.save(new DeployRecord(marker, open, aborting));
    }
}
