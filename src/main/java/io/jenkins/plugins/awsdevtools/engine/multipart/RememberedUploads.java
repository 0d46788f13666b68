package io.jenkins.plugins.awsdevtools.engine.multipart;

import java.util.ArrayList;
import java.util.List;

/** The uploads of a journal that keeps them together with what else it remembers. Safe for use by many threads. */
public abstract class RememberedUploads implements UploadJournal {

    private final List<OpenUpload> open;
    private final List<AskedUpload> asked;

    protected RememberedUploads(List<OpenUpload> open, List<AskedUpload> asked) {
        this.open = new ArrayList<>(open);
        this.asked = new ArrayList<>(asked);
    }

    /** Keeps everything; called after a change, under this object's lock. */
    protected abstract void save();

    @Override
    public final synchronized void asking(AskedUpload upload) {
        asked.add(upload);
        save();
    }

    @Override
    public final synchronized void forget(AskedUpload upload) {
        if (asked.remove(upload)) {
            save();
        }
    }

    @Override
    public final synchronized void opened(OpenUpload upload, AskedUpload answered) {
        open.add(upload);
        asked.remove(answered);
        save();
    }

    @Override
    public final synchronized void closed(String id) {
        if (open.removeIf(upload -> upload.id().equals(id))) {
            save();
        }
    }

    @Override
    public final synchronized List<OpenUpload> uploads() {
        return List.copyOf(open);
    }

    @Override
    public final synchronized List<AskedUpload> asked() {
        return List.copyOf(asked);
    }
}
