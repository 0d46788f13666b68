package io.jenkins.plugins.awsdevtools.engine.sync;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The large files of a job. What is not complete when it is closed is given up, so that no part is kept and paid for. */
final class LargeUploads implements Closeable {

    private final List<LargeUpload> all = new ArrayList<>();

    synchronized void add(LargeUpload upload) {
        all.add(upload);
    }

    /** Tries each, whatever becomes of the others. */
    @Override
    public synchronized void close() throws IOException {
        IOException notAborted = null;
        for (LargeUpload upload : all) {
            try {
                upload.abort();
            } catch (IOException failed) {
                if (notAborted == null) {
                    notAborted = failed;
                } else {
                    notAborted.addSuppressed(failed);
                }
            }
        }
        if (notAborted != null) {
            throw notAborted;
        }
    }
}
