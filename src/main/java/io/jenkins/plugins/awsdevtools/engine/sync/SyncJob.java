package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import io.jenkins.plugins.awsdevtools.engine.bundle.Unpacking;
import io.jenkins.plugins.awsdevtools.engine.transfer.Crew;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Makes a prefix like a folder: compares, sends what changed, and deletes what is gone. New files go first, then pages that
 * refer to them, deletes last, so that a site is never half there. Nothing is deleted before all was sent.
 */
public final class SyncJob implements TransferJob<SyncOutcome> {

    private static final long serialVersionUID = 1L;
    private static final int MOST_LINES = 200;

    private final SyncOrder order;
    private final StoreDesk desk;

    /** @param desk serializable if the job is sent to another process */
    public SyncJob(SyncOrder order, StoreDesk desk) {
        this.order = order;
        this.desk = desk;
    }

    @Override
    public SyncOutcome run(Path root) throws IOException, InterruptedException {
        Path source = root.resolve(order.from()).normalize();
        if (!source.startsWith(root.normalize())) {
            throw new TransferException(Texts.of("s3.outside", order.from()));
        }
        if (order.from().isEmpty()) {
            // A workspace that no step has used is an empty folder.
            Files.createDirectories(source);
        }
        if (Files.isDirectory(source)) {
            return sync(source);
        }
        if (!Files.isRegularFile(source) || !order.from().endsWith(".zip")) {
            throw new TransferException(Texts.of("s3.noSource", order.from()));
        }
        Path unpacked = Files.createTempDirectory("s3-deploy-");
        try {
            Unpacking.zip(source, unpacked);
            return sync(unpacked);
        } finally {
            delete(unpacked);
        }
    }

    private SyncOutcome sync(Path folder) throws IOException, InterruptedException {
        FileChoice choice = new FileChoice(order.includes(), order.excludes());
        List<LocalFile> files = FolderFiles.of(folder, choice, link -> desk.say(Texts.of("s3.linkLeftOut", link)));
        if (files.isEmpty() && order.delete() && !order.allowEmpty()) {
            throw new TransferException(Texts.of("s3.empty", order.from()));
        }
        SyncPlan plan;
        try {
            plan = SyncPlan.of(files.iterator(), new ListedObjects(desk), choice::takes);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        List<LocalFile> send = new ArrayList<>(plan.send());
        send.addAll(changed(folder, plan.compare()));
        send.sort(Comparator.comparing(LocalFile::path, KeyOrder.UTF8));
        List<String> gone = order.delete() ? plan.gone() : List.of();
        long bytes = send.stream().mapToLong(LocalFile::size).sum();
        desk.say(Texts.of(
                order.dryRun() ? "s3.plan.dry" : "s3.plan",
                send.size(),
                Progress.bytes(bytes),
                files.size() - send.size(),
                gone.size()));
        if (order.dryRun()) {
            sayPlan(send, gone);
        } else {
            transfer(folder, send, bytes);
            for (int i = 0; i < gone.size(); i += StoreDesk.MOST_DELETES) {
                desk.delete(List.copyOf(gone.subList(i, Math.min(gone.size(), i + StoreDesk.MOST_DELETES))));
            }
        }
        List<String> paths = new ArrayList<>(send.stream().map(LocalFile::path).toList());
        paths.addAll(gone);
        return new SyncOutcome(send.size(), bytes, files.size() - send.size(), gone.size(), paths);
    }

    private void sayPlan(List<LocalFile> send, List<String> gone) {
        Stream.concat(
                        send.stream().map(file -> "  + " + file.path()),
                        gone.stream().map(path -> "  - " + path))
                .limit(MOST_LINES)
                .forEach(desk::say);
        if (send.size() + gone.size() > MOST_LINES) {
            desk.say("  ... " + (send.size() + gone.size() - MOST_LINES));
        }
    }

    private List<LocalFile> changed(Path folder, List<SyncPlan.Pair> pairs) throws IOException, InterruptedException {
        if (order.byTime()) {
            return pairs.stream()
                    .filter(pair -> pair.file().modified() > pair.object().modified())
                    .map(SyncPlan.Pair::file)
                    .toList();
        }
        List<LocalFile> changed = new ArrayList<>();
        Stream<Callable<Void>> tasks = pairs.stream().map(pair -> () -> {
            LocalFile file = pair.file();
            if (!EtagMatch.matches(
                    folder.resolve(file.path()), file.size(), pair.object().etag())) {
                synchronized (changed) {
                    changed.add(file);
                }
            }
            return null;
        });
        LongAdder rounds = new LongAdder();
        new Crew(Math.max(1, Runtime.getRuntime().availableProcessors())).work(tasks.iterator(), rounds::increment);
        return changed;
    }

    private void transfer(Path folder, List<LocalFile> send, long bytes) throws IOException, InterruptedException {
        List<Glob> globs =
                order.pages().stream().map(glob -> Glob.of("pages", glob)).toList();
        Meter meter = new Meter("Sent", send.size(), bytes, Clock.systemUTC());
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "S3 transfer answers");
            thread.setDaemon(true);
            return thread;
        });
        List<Sending.LargeUpload> begun = new ArrayList<>();
        try {
            HttpMover mover = new HttpMover(new Window(order.threads()), Clock.systemUTC(), executor);
            Sending sending = new Sending(folder, desk, mover, meter);
            for (boolean pages : new boolean[] {false, true}) {
                List<LocalFile> some = send.stream()
                        .filter(file -> globs.stream().anyMatch(glob -> glob.matches(file.path())) == pages)
                        .toList();
                new Crew(order.threads()).work(sending.tasks(some, begun), () -> desk.progress(meter.progress()));
            }
        } finally {
            executor.shutdownNow();
            for (Sending.LargeUpload upload : begun) {
                upload.abort();
            }
        }
        desk.progress(meter.progress());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
