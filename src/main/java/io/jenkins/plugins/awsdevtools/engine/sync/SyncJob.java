package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Phase;
import io.jenkins.plugins.awsdevtools.engine.transfer.Crew;
import io.jenkins.plugins.awsdevtools.engine.transfer.Movers;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
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
        Path path = root.resolve(order.from()).normalize();
        if (!path.startsWith(root.normalize())) {
            throw new TransferException(Texts.of("s3.outside", order.from()));
        }
        if (order.from().isEmpty()) {
            // A workspace that no step has used is an empty folder.
            Files.createDirectories(path);
        }
        if (Files.exists(path) && !path.toRealPath().startsWith(root.toRealPath())) {
            throw new TransferException(Texts.of("s3.outside", order.from()));
        }
        try (Source source = source(path)) {
            return sync(source);
        }
    }

    private Source source(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return FolderSource.of(path);
        }
        if (!Files.isRegularFile(path) || !order.from().endsWith(".zip")) {
            throw new TransferException(Texts.of("s3.noSource", order.from()));
        }
        return new ZipSource(path);
    }

    private SyncOutcome sync(Source source) throws IOException, InterruptedException {
        desk.phase(Phase.COMPARE);
        FileChoice choice = new FileChoice(order.includes(), order.excludes());
        LeftOutLinks links = new LeftOutLinks();
        List<LocalFile> files = source.files(choice, links::add);
        links.all().stream().filter(choice::takes).forEach(link -> desk.say(Texts.of("s3.linkLeftOut", link)));
        if (files.isEmpty() && order.delete() && !order.allowEmpty()) {
            throw new TransferException(Texts.of("s3.empty", order.from()));
        }
        SyncPlan plan;
        RequiredPaths required = new RequiredPaths(order.required());
        try {
            ListedObjects objects = new ListedObjects(desk);
            plan = SyncPlan.of(
                    files.iterator(), required.watching(objects), path -> choice.takes(path) && !links.keep(path));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        List<String> gone = order.delete() ? plan.gone() : List.of();
        if (order.delete() && links.kept() > 0) {
            desk.say(Texts.of("s3.linksKeep", links.kept(), links.example()));
        }
        required.check(files, gone);
        List<LocalFile> send = new ArrayList<>(plan.send());
        send.addAll(changed(source, plan.compare()));
        send.sort(Comparator.comparing(LocalFile::path, KeyOrder.UTF8));
        long bytes = send.stream().mapToLong(LocalFile::size).sum();
        desk.say(Texts.of(
                order.dryRun() ? "s3.plan.dry" : "s3.plan",
                send.size(),
                Progress.bytes(bytes),
                files.size() - send.size(),
                gone.size()));
        if (order.dryRun()) {
            sayPlan(send, gone);
        } else if (!send.isEmpty() || !gone.isEmpty()) {
            List<String> paths = new ArrayList<>(gone);
            send.forEach(file -> paths.add(file.path()));
            desk.plan(ChangedPaths.of(paths));
            transfer(source, send, bytes);
            delete(gone);
        }
        return new SyncOutcome(send.size(), bytes, files.size() - send.size(), gone.size());
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

    private List<LocalFile> changed(Source source, List<SyncPlan.Pair> pairs) throws IOException, InterruptedException {
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
                    source.content(file), file.size(), pair.object().etag())) {
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

    private void transfer(Source source, List<LocalFile> send, long bytes) throws IOException, InterruptedException {
        List<Glob> globs =
                order.pages().stream().map(glob -> Glob.of("pages", glob)).toList();
        Meter meter = new Meter("Sent", send.size(), bytes, Clock.systemUTC());
        // Closed last: why sending failed is told, and not that something could not be given up after it.
        try (LargeUploads begun = new LargeUploads();
                Movers movers = Movers.ofFiles(order.threads())) {
            Sending sending = new Sending(source, desk, movers.mover(), meter, begun, order.threads());
            for (Phase phase : List.of(Phase.UPLOAD, Phase.PAGES)) {
                List<LocalFile> some = send.stream()
                        .filter(file ->
                                globs.stream().anyMatch(glob -> glob.matches(file.path())) == (phase == Phase.PAGES))
                        .toList();
                if (!some.isEmpty()) {
                    desk.phase(phase);
                    new Crew(order.threads()).work(sending.tasks(some), () -> desk.progress(meter.progress()));
                }
            }
        }
        desk.progress(meter.progress());
    }

    private void delete(List<String> gone) throws IOException {
        if (!gone.isEmpty()) {
            desk.phase(Phase.DELETE);
        }
        for (int i = 0; i < gone.size(); i += StoreDesk.MOST_DELETES) {
            desk.delete(List.copyOf(gone.subList(i, Math.min(gone.size(), i + StoreDesk.MOST_DELETES))));
        }
    }
}
