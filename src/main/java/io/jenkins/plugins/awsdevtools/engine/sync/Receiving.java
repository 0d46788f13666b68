package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Checks;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Listed;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import io.jenkins.plugins.awsdevtools.engine.transfer.ContentChecksum;
import io.jenkins.plugins.awsdevtools.engine.transfer.FileContent;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpWire;
import io.jenkins.plugins.awsdevtools.engine.transfer.PartSizes;
import io.jenkins.plugins.awsdevtools.engine.transfer.RangeFile;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One object on its way to a file. It arrives beside the file, in ranges; what has arrived is noted, so that a later try
 * goes on with the same version of the object. The file is replaced when all of it is there.
 */
final class Receiving {

    /** "GetObject", response syntax, Amazon S3 API Reference. */
    private static final String ENCRYPTION = "x-amz-server-side-encryption";

    private static final String CUSTOMER_KEY = "x-amz-server-side-encryption-customer-algorithm";

    private final Listed object;
    private final Path file;
    private final Path partial;
    private final Path notes;
    private final StoreDesk desk;
    private final HttpMover mover;
    private final Meter meter;
    private final BitSet arrived = new BitSet();
    private boolean begun;
    private int left;
    private Checks checks;

    Receiving(Path folder, Listed object, StoreDesk desk, HttpMover mover, Meter meter) {
        this.object = object;
        this.file = folder.resolve(object.path());
        this.partial = file.resolveSibling("." + file.getFileName() + Selection.PARTIAL);
        this.notes = file.resolveSibling("." + file.getFileName() + Selection.PARTIAL_NOTES);
        this.desk = desk;
        this.mover = mover;
        this.meter = meter;
        this.left = ranges();
    }

    int ranges() {
        return object.size() == 0 ? 1 : PartSizes.count(object.size(), PartSizes.THRESHOLD);
    }

    private synchronized void begin() throws IOException {
        if (begun) {
            return;
        }
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String head = object.etag() + " " + object.size();
        // Whoever wrote to the workspace may have left links under these names.
        if (Files.isRegularFile(notes, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(partial, LinkOption.NOFOLLOW_LINKS)) {
            List<String> lines = Files.readAllLines(notes);
            if (!lines.isEmpty() && lines.get(0).equals(head)) {
                lines.stream()
                        .skip(1)
                        .filter(line -> line.matches("\\d{1,7}"))
                        .forEach(line -> arrived.set(Integer.parseInt(line)));
            }
        }
        if (arrived.isEmpty()) {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(notes);
            Files.createFile(partial);
            Files.writeString(notes, head + "\n", StandardOpenOption.CREATE_NEW);
        }
        begun = true;
    }

    /** Called once for each range. */
    void receive(int range) throws IOException, InterruptedException {
        begin();
        long from = range * PartSizes.THRESHOLD;
        long length = Math.min(PartSizes.THRESHOLD, object.size() - from);
        boolean known;
        synchronized (this) {
            known = arrived.get(range);
        }
        if (!known && length > 0) {
            receive(from, length);
        }
        meter.bytes(length);
        synchronized (this) {
            if (!known) {
                arrived.set(range);
                Files.writeString(notes, range + "\n", StandardOpenOption.APPEND);
            }
            if (--left == 0) {
                finish();
            }
        }
    }

    private void receive(long from, long length) throws IOException, InterruptedException {
        String range = ranges() == 1 ? null : "bytes=" + from + "-" + (from + length - 1);
        Wish wish = Wish.get(object.path(), range, "\"" + object.etag() + "\"");
        HttpWire.Answer<Long> last = mover.get(() -> desk.sign(List.of(wish)).get(0), RangeFile.to(partial, from));
        if (!Long.valueOf(length).equals(last.body())) {
            throw new TransferException(Texts.of("s3.short", object.path(), last.body(), length));
        }
        if (range == null) {
            note(last.headers()::firstValue);
        }
    }

    /** An answer with all of the object tells its checksum, too. */
    private synchronized void note(Function<String, Optional<String>> headers) {
        Optional<ContentChecksum> checksum = ContentChecksum.of(headers);
        checks = new Checks(
                checksum.map(ContentChecksum::header).orElse(null),
                checksum.map(ContentChecksum::value).orElse(null),
                !headers.apply(ENCRYPTION).orElse("").startsWith("aws:kms")
                        && headers.apply(CUSTOMER_KEY).isEmpty());
    }

    private void verify() throws IOException {
        if (object.size() == 0) {
            return;
        }
        if (checks == null) {
            checks = desk.checks(object.path(), object.etag());
        }
        Content content = new FileContent(partial);
        boolean good = true;
        if (checks.checksum() != null) {
            good = new ContentChecksum(checks.header(), checks.checksum()).matches(content);
        } else if (!checks.md5() || !EtagMatch.matches(content, object.size(), object.etag())) {
            // That no usual size of part leads to an ETag says nothing about the content.
            if (checks.md5() && !object.etag().contains("-")) {
                good = false;
            } else {
                meter.unverified();
            }
        }
        if (!good) {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(notes);
            throw new TransferException(Texts.of("s3.damaged", object.path()));
        }
    }

    private void finish() throws IOException {
        if (Files.size(partial) != object.size()) {
            throw new TransferException(Texts.of("s3.short", object.path(), Files.size(partial), object.size()));
        }
        verify();
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(notes);
        meter.file();
    }
}
