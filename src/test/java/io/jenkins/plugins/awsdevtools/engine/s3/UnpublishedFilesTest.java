package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What is in a workspace and in no website. */
class UnpublishedFilesTest extends SyncedSite {

    private SyncOutcome deploy(String from, boolean delete, List<String> includes) throws Exception {
        return get(fixture.transfers(root, Journal.inMemory())
                .deploy(
                        new S3Place(bucket, "web", null),
                        PLAIN,
                        new SyncOrder(from, includes, List.of(), SyncOrder.PAGES, delete, false, false, false, 4),
                        DeployOptions.NONE));
    }

    private void clone(String folder) throws Exception {
        for (String path : List.of(".git/config", ".git/objects/ab/cd", "lib/.git", ".svn/entries", "a/.hg/store/x")) {
            Path file = root.resolve(folder).resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "secret");
        }
    }

    @Test
    void foldersOfVersionControlAreNotSent() throws Exception {
        clone("site");
        file("index.html", "<p>");
        file(".well-known/security.txt", "Contact:");
        file(".gitignore", "target");
        file("my.git/x", "x");

        deploy("site", false, List.of());
        deploy("site", false, List.of("**", ".git/**"));

        assertThat(aws.s3().keys(bucket, ""))
                .containsExactlyInAnyOrder(
                        "web/index.html", "web/.well-known/security.txt", "web/.gitignore", "web/my.git/x");
    }

    @Test
    void thoseOfAZipAreNotSentEither() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(root.resolve("site.zip")))) {
            for (String path : List.of(".git/config", "index.html", "sub/.svn/entries")) {
                zip.putNextEntry(new ZipEntry(path));
                zip.closeEntry();
            }
        }

        deploy("site.zip", false, List.of());

        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/index.html");
    }

    @Test
    void whatWasPublishedOfThemBeforeIsDeletedIfThatIsWanted() throws Exception {
        clone("site");
        file("index.html", "<p>");
        aws.s3().put(bucket, "web/.git/config", new byte[] {1});

        deploy("site", false, List.of());
        assertThat(aws.s3().keys(bucket, "")).contains("web/.git/config");
        deploy("site", true, List.of());

        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/index.html");
    }

    @Test
    void whatHasNotArrivedAsAWholeIsNotSent() throws Exception {
        file("index.html", "<p>");
        aws.s3().put(bucket, "data/big.bin", new byte[40 * MIB]);
        aws.faults().fail("s3:GetObject", Faults.ALWAYS, "AccessDenied", 403, "no");
        assertThatThrownBy(() -> get(fixture.transfers(root, Journal.inMemory())
                        .fetch(
                                new S3Place(bucket, "data", null),
                                new FetchOrder("site/in", List.of(), List.of(), false, 2))))
                .hasMessageContaining("AccessDenied");
        assertThat(site.resolve("in/.big.bin.s3-part")).exists();
        assertThat(site.resolve("in/.big.bin.s3-part-notes")).exists();

        deploy("site", false, List.of());

        assertThat(aws.s3().keys(bucket, "web/")).containsExactly("web/index.html");
    }
}
