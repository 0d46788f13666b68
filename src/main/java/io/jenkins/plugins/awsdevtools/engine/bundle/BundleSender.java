package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Sends the files of a folder as a bundle, from the machine that has them, through requests that the
 * {@link BundleReceiver} signs. The files are read once for their digest; only if no bundle has it they are read a second
 * time and compressed and sent at once, without a file of their own. Interrupting its thread ends it.
 */
public final class BundleSender implements Runnable {

    /** More threads than this do not make an agent's disk and network faster. */
    private static final int MOST_THREADS = 4;

    private static final int PARALLEL_PARTS = 3;

    private final Path folder;
    private final Selection selection;
    private final BundleReceiver receiver;

    public BundleSender(Path folder, Selection selection, BundleReceiver receiver) {
        this.folder = Objects.requireNonNull(folder);
        this.selection = Objects.requireNonNull(selection);
        this.receiver = Objects.requireNonNull(receiver);
    }

    /** Sends, and tells the receiver how it ended; unless interrupted. */
    @Override
    public void run() {
        try {
            send();
        } catch (InterruptedException | InterruptedIOException | java.nio.channels.ClosedByInterruptException stopped) {
            Thread.currentThread().interrupt();
        } catch (BundleException refused) {
            receiver.onFailed(refused.getMessage(), true);
        } catch (Throwable failed) { // the boundary of the thread: told on the other side
            receiver.onFailed(BundleThreads.message(failed), false);
        }
    }

    private void send() throws IOException, InterruptedException {
        int threads = Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        Bundle bundle = Bundle.of(folder, selection, threads);
        if (receiver.isThere(bundle.digest(), bundle.files(), bundle.bytes())) {
            receiver.onUnchanged();
            return;
        }
        PartUpload upload = new PartUpload(receiver, PARALLEL_PARTS, receiver::onProgress);
        List<String> etags;
        try (InputStream zip = bundle.open(threads)) {
            etags = upload.send(zip);
        }
        receiver.onSent(etags, upload.sent());
    }
}
