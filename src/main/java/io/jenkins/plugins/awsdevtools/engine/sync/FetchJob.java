package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Phase;
import io.jenkins.plugins.awsdevtools.engine.transfer.Crew;
import io.jenkins.plugins.awsdevtools.engine.transfer.FileContent;
import io.jenkins.plugins.awsdevtools.engine.transfer.Movers;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Brings the objects below a prefix to a folder, in parallel and in ranges. All names are checked before anything is
 * written; a file that is the same already is left alone.
 */
public final class FetchJob implements TransferJob<SyncOutcome> {

    private static final long serialVersionUID = 1L;

    private final FetchOrder order;
    private final StoreDesk desk;

    /** @param desk serializable if the job is sent to another process */
    public FetchJob(FetchOrder order, StoreDesk desk) {
        this.order = order;
        this.desk = desk;
    }

    @Override
    public SyncOutcome run(Path root) throws IOException, InterruptedException {
        desk.phase(Phase.COMPARE);
        Path folder = root.resolve(order.to()).normalize();
        if (!folder.startsWith(root.normalize())) {
            throw new TransferException(Texts.of("s3.outside", order.to()));
        }
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new TransferException(Texts.of("s3.outside", order.to()));
        }
        List<Listed> wanted = new ArrayList<>();
        long unchanged = 0;
        for (Listed object : chosen()) {
            checkFolders(real, object.path());
            if (isSame(real.resolve(object.path()), object)) {
                unchanged++;
            } else {
                wanted.add(object);
            }
        }
        long bytes = wanted.stream().mapToLong(Listed::size).sum();
        desk.say(Texts.of("s3.fetch.plan", wanted.size(), Progress.bytes(bytes), unchanged));
        if (!wanted.isEmpty()) {
            receive(real, wanted, bytes);
        }
        return new SyncOutcome(wanted.size(), bytes, unchanged, 0);
    }

    private List<Listed> chosen() throws IOException {
        FileChoice choice = new FileChoice(order.includes(), order.excludes());
        SafeNames names = new SafeNames();
        List<Listed> chosen = new ArrayList<>();
        try {
            ListedObjects objects = new ListedObjects(desk);
            while (objects.hasNext()) {
                Listed object = objects.next();
                boolean folderMark = object.path().isEmpty() || object.path().endsWith("/") && object.size() == 0;
                if (!folderMark && choice.takes(object.path())) {
                    names.add(object.path());
                    chosen.add(object);
                }
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        if (chosen.isEmpty() && !order.allowEmpty()) {
            throw new TransferException(Texts.of("s3.nothing"));
        }
        return chosen;
    }

    /** No folder on the way may be a link that leads elsewhere. */
    private static void checkFolders(Path folder, String path) throws IOException {
        Path parent = folder.resolve(path).getParent();
        while (parent != null && !parent.equals(folder) && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            parent = parent.getParent();
        }
        if (parent == null || !parent.toRealPath().startsWith(folder)) {
            throw new TransferException(Texts.of("s3.badKey", path));
        }
    }

    private static boolean isSame(Path file, Listed object) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == object.size()
                && EtagMatch.matches(new FileContent(file), object.size(), object.etag());
    }

    private void receive(Path folder, List<Listed> wanted, long bytes) throws IOException, InterruptedException {
        Meter meter = new Meter("Received", wanted.size(), bytes, Clock.systemUTC());
        desk.phase(Phase.DOWNLOAD);
        try (Movers movers = new Movers(order.threads())) {
            Stream<Callable<Void>> tasks = wanted.stream().flatMap(object -> {
                Receiving receiving = new Receiving(folder, object, desk, movers.mover(), meter);
                return IntStream.range(0, receiving.ranges()).mapToObj(range -> () -> {
                    receiving.receive(range);
                    return null;
                });
            });
            new Crew(order.threads()).work(tasks.iterator(), () -> desk.progress(meter.progress()));
        }
        desk.progress(meter.progress());
        if (meter.unverifiedFiles() > 0) {
            desk.say(Texts.of("s3.unverified", meter.unverifiedFiles()));
        }
    }
}
