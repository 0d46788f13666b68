package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder many times the size of the heap goes to S3 and back; {@code bin/bench s3-sync} does the same with 5 GiB. */
class SyncHeapTest {

    private static final long LARGE = 320L << 20;
    private static final int SMALL_FILES = 2000;

    @Test
    void aHeapOf64MiBIsEnoughForControllerAndAgentTogether(@TempDir Path root) throws Exception {
        Path site = Files.createDirectories(root.resolve("site"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(site.resolve("large").toFile(), "rw")) {
            sparse.setLength(LARGE);
        }
        for (int i = 0; i < SMALL_FILES; i++) {
            Files.writeString(site.resolve("file-" + i), "content " + i);
        }
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket("bucket", aws.region());
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            aws.endpoint().toString(),
                            aws.region(),
                            aws.rootKey().accessKeyId(),
                            aws.rootKey().secretAccessKey(),
                            root.toString()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output)
                    .contains("sent " + (SMALL_FILES + 1))
                    .contains("unchanged " + (SMALL_FILES + 1))
                    .contains("fetched " + (SMALL_FILES + 1));
            assertThat(root.resolve("back/large")).hasSize(LARGE);
        }
    }

    /** The process with the small heap, which does the work of the controller and of the agent. */
    static final class Child {

        private static final S3Place PLACE = new S3Place("bucket", "web", null);

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            AccessKey key = new AccessKey(arguments[2], arguments[3]);
            Path root = Path.of(arguments[4]);
            try (TransferFixture fixture = new TransferFixture(URI.create(arguments[0]), arguments[1], key)) {
                System.out.println("sent " + end(deploy(fixture, root)).files());
                System.out.println("unchanged " + end(deploy(fixture, root)).unchanged());
                FetchOrder all = new FetchOrder("back", List.of(), List.of(), false, FetchOrder.DEFAULT_THREADS);
                System.out.println("fetched "
                        + end(fixture.transfers(root, Journal.inMemory()).fetch(PLACE, all))
                                .files());
            }
            System.exit(0);
        }

        private static RemoteWork<SyncOutcome> deploy(TransferFixture fixture, Path root) {
            return fixture.transfers(root, Journal.inMemory())
                    .deploy(
                            PLACE,
                            new StoreSettings(List.of(), null, null, false),
                            new SyncOrder(
                                    "site",
                                    List.of(),
                                    List.of(),
                                    SyncOrder.PAGES,
                                    true,
                                    false,
                                    false,
                                    false,
                                    SyncOrder.DEFAULT_THREADS),
                            DeployOptions.NONE);
        }

        private static SyncOutcome end(RemoteWork<SyncOutcome> work) throws Exception {
            return work.result().toCompletableFuture().get();
        }
    }
}
