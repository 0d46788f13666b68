package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipDeployTest extends SyncedBucket {

    private void zip(Map<String, byte[]> entries) throws Exception {
        try (OutputStream out = Files.newOutputStream(root.resolve("site.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private SyncOutcome deploy() throws Exception {
        return resultOf(fixture.transfers(root, Journal.inMemory())
                .deploy(
                        new S3Place(bucket, "web", null),
                        new StoreSettings(List.of(), null, null, false),
                        new SyncOrder("site.zip", List.of(), List.of(), SyncOrder.PAGES, true, false, false, false, 8),
                        DeployOptions.NONE)
                .result());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theFilesOfAZipAreSentFromItAndComparedWithIt() throws Exception {
        byte[] large = new byte[35 * MIB + 11];
        new Random(1).nextBytes(large);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("index.html", text("<p>hello"));
        entries.put("css/", new byte[0]);
        entries.put("css/a.css", text("body {}"));
        entries.put("empty", new byte[0]);
        entries.put("large.bin", large);
        zip(entries);

        SyncOutcome first = deploy();
        aws.calls().clear();
        SyncOutcome again = deploy();

        assertThat(first.files()).isEqualTo(4);
        assertThat(again.unchanged()).isEqualTo(4);
        assertThat(aws.calls().all()).hasSize(1);
        assertThat(aws.s3().read(bucket, "web/large.bin")).isEqualTo(large);
        assertThat(aws.s3().read(bucket, "web/css/a.css")).isEqualTo(text("body {}"));
        assertThat(aws.s3().keys(bucket, ""))
                .containsExactly("web/css/a.css", "web/empty", "web/index.html", "web/large.bin");
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).containsExactly(root.resolve("site.zip"));
        }
    }

    @Test
    void partsOfALargeEntryAreTriedAgain() throws Exception {
        byte[] large = new byte[35 * MIB];
        new Random(2).nextBytes(large);
        zip(Map.of("large.bin", large));
        aws.faults().throttle("s3:UploadPart", 1);
        aws.faults().cutBeforeAnswer("s3:UploadPart", 1);
        aws.faults().cutAfterExecution("s3:UploadPart", 1);

        deploy();

        assertThat(aws.s3().read(bucket, "web/large.bin")).isEqualTo(large);
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void anEntryThatLeadsOutsideIsRefusedAndNothingIsSent() throws Exception {
        zip(Map.of("a", text("a"), "../evil", text("e")));
        aws.s3().put(bucket, "web/there", new byte[] {1});

        assertThatThrownBy(this::deploy).hasMessageContaining("../evil");
        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/there");
    }

    @Test
    void aDamagedEntryIsNotPublished() throws Exception {
        byte[] content = new byte[20_000];
        new Random(3).nextBytes(content);
        try (OutputStream out = Files.newOutputStream(root.resolve("site.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("a"));
            zip.write(content);
            zip.closeEntry();
        }
        byte[] archive = Files.readAllBytes(root.resolve("site.zip"));
        archive[10_000] ^= 1;
        Files.write(root.resolve("site.zip"), archive);

        assertThatThrownBy(this::deploy).isNotNull();
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }
}
