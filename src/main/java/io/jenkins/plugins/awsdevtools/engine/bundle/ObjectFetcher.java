package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.Crew;
import io.jenkins.plugins.awsdevtools.engine.transfer.Movers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Brings objects of S3 to a folder, on the machine that has it, through requests that the {@link ObjectFeed} signs. All of
 * them are fetched, checked and unpacked in a folder of their own first; whatever is wrong with one, the folder stays as
 * it was. Interrupting its thread ends it. What an earlier one of the same owner left, because its process died, is
 * deleted first.
 */
public final class ObjectFetcher implements Runnable {

    private static final int PARALLEL = 4;

    private final Path folder;
    private final String temporary;
    private final ObjectFeed feed;
    private final Clock clock;

    /** @param owner tells those who fetch to the same folder apart, and is the same when one tries again; letters, digits, - */
    public ObjectFetcher(Path folder, String owner, ObjectFeed feed) {
        this(folder, owner, feed, Clock.systemUTC());
    }

    /**
     * @param owner see above
     * @param clock by which signatures end
     */
    public ObjectFetcher(Path folder, String owner, ObjectFeed feed, Clock clock) {
        this.folder = Objects.requireNonNull(folder);
        this.temporary = Selection.TEMPORARY + "fetch-" + owner + "-";
        this.feed = Objects.requireNonNull(feed);
        this.clock = Objects.requireNonNull(clock);
    }

    /** Fetches, and tells the feed how it ended; unless interrupted. */
    @Override
    public void run() {
        try {
            fetch();
        } catch (InterruptedException | InterruptedIOException | java.nio.channels.ClosedByInterruptException stopped) {
            Thread.currentThread().interrupt();
        } catch (BundleException refused) {
            feed.onFailed(refused.getMessage(), true);
        } catch (Throwable failed) { // the boundary of the thread: told on the other side
            feed.onFailed(BundleThreads.message(failed), false);
        }
    }

    private void fetch() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        deleteLeft();
        Path beside = Files.createTempDirectory(folder, temporary);
        try (Movers movers = new Movers(PARALLEL, clock)) {
            Path staged = Files.createDirectory(beside.resolve("staged"));
            long bytes = 0;
            long count = 0;
            for (List<ObjectRequest> wave = feed.next(); !wave.isEmpty(); wave = feed.next()) {
                List<Path> files = new ArrayList<>();
                List<ObjectDownload> downloads = new ArrayList<>();
                List<Callable<Void>> tasks = new ArrayList<>();
                for (ObjectRequest request : wave) {
                    Path file = beside.resolve("object-" + files.size());
                    files.add(file);
                    RenewedSignature signature = new RenewedSignature(request, feed, clock);
                    ObjectDownload download = new ObjectDownload(movers.mover(), request, signature, file);
                    downloads.add(download);
                    tasks.addAll(download.tasks());
                }
                long countBefore = count;
                long bytesBefore = bytes;
                new Crew(PARALLEL)
                        .work(
                                tasks.iterator(),
                                () -> feed.onProgress(
                                        countBefore
                                                + downloads.stream()
                                                        .filter(ObjectDownload::isThere)
                                                        .count(),
                                        bytesBefore
                                                + downloads.stream()
                                                        .mapToLong(ObjectDownload::come)
                                                        .sum()));
                count += wave.size();
                bytes += wave.stream().mapToLong(ObjectRequest::size).sum();
                for (int i = 0; i < wave.size(); i++) {
                    stage(wave.get(i), files.get(i), staged);
                }
            }
            feed.onDone(new ArrayList<>(StagedFiles.moveInto(staged, folder)), bytes);
        } finally {
            StagedFiles.delete(beside);
        }
    }

    private void deleteLeft() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                folder, path -> String.valueOf(path.getFileName()).startsWith(temporary))) {
            for (Path left : all) {
                StagedFiles.delete(left);
            }
        }
    }

    private static void stage(ObjectRequest request, Path file, Path staged) throws IOException {
        if (request.unpack()) {
            Unpacking.zip(file, staged.resolve(request.path()));
            Files.delete(file);
            return;
        }
        Path place;
        try {
            place = staged.resolve(request.path()).normalize();
        } catch (InvalidPathException notHere) {
            throw new BundleException("fetch.leaves", BundleException.shown(request.name()));
        }
        boolean inside = place.startsWith(staged)
                && !place.equals(staged)
                && !("/" + request.path().replace('\\', '/') + "/").contains("/../");
        if (!inside) {
            throw new BundleException("fetch.leaves", BundleException.shown(request.name()));
        }
        if (Files.isDirectory(place) || request.path().endsWith("/")) {
            throw new BundleException("archive.inTheWay", BundleException.shown(request.path()));
        }
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
        } catch (java.nio.file.FileAlreadyExistsException aFile) {
            throw new BundleException("archive.inTheWay", BundleException.shown(request.path()));
        }
        Files.move(file, place);
    }
}
