package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings objects of S3 to a folder, on the machine that has it, through requests that the {@link ObjectFeed} signs. All of
 * them are fetched, checked and unpacked in a folder of their own first; whatever is wrong with one, the folder stays as
 * it was. Interrupting its thread ends it.
 */
public final class ObjectFetcher implements Runnable {

    private static final int PARALLEL = 4;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private final Path folder;
    private final ObjectFeed feed;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    public ObjectFetcher(Path folder, ObjectFeed feed) {
        this.folder = Objects.requireNonNull(folder);
        this.feed = Objects.requireNonNull(feed);
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
        } catch (IOException | RuntimeException failed) {
            feed.onFailed(String.valueOf(failed.getMessage()), false);
        }
    }

    private void fetch() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path beside = Files.createTempDirectory(folder, Selection.TEMPORARY + "fetch-");
        ExecutorService objects = Executors.newFixedThreadPool(PARALLEL, BundleThreads.named("artifact fetcher"));
        ExecutorService ranges = Executors.newFixedThreadPool(PARALLEL, BundleThreads.named("artifact range"));
        try {
            Path staged = Files.createDirectory(beside.resolve("staged"));
            long bytes = 0;
            long count = 0;
            long told = System.nanoTime();
            for (List<ObjectRequest> wave = feed.next(); !wave.isEmpty(); wave = feed.next()) {
                List<Future<?>> fetching = new ArrayList<>();
                for (ObjectRequest request : wave) {
                    Path file = beside.resolve("object-" + count++);
                    bytes += request.size();
                    fetching.add(objects.submit(() -> {
                        new ObjectDownload(http, request, file).run(ranges);
                        return null;
                    }));
                }
                for (int i = 0; i < wave.size(); i++) {
                    fetching.get(i).get();
                    stage(wave.get(i), beside.resolve("object-" + (count - wave.size() + i)), staged);
                }
                if (System.nanoTime() - told > PROGRESS_NANOS) {
                    told = System.nanoTime();
                    feed.onProgress(count, bytes);
                }
            }
            feed.onDone(new ArrayList<>(StagedFiles.moveInto(staged, folder)), bytes);
        } catch (ExecutionException failed) {
            throw BundleThreads.cause(failed);
        } finally {
            objects.shutdownNow();
            ranges.shutdownNow();
            StagedFiles.delete(beside);
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
