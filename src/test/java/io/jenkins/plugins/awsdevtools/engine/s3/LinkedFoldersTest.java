package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.bundle.Bundle;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links are not followed into folders, so that nothing is known of what is there: it is not gone. */
class LinkedFoldersTest extends SyncedSite {

    @BeforeEach
    void publishedBefore() throws Exception {
        file("index.html", "<p>");
        for (String key : List.of("web/assets/css/a.css", "web/assets/logo.svg", "web/assets2/a.css", "web/old.css")) {
            aws.s3().put(bucket, key, new byte[] {1});
        }
    }

    private SyncOutcome deploy(String from, List<String> includes) throws Exception {
        return get(fixture.transfers(root, Journal.inMemory())
                .deploy(
                        new S3Place(bucket, "web", null),
                        PLAIN,
                        new SyncOrder(from, includes, List.of(), SyncOrder.PAGES, true, false, false, false, 4),
                        DeployOptions.NONE));
    }

    private Path folder(String path) throws Exception {
        Path folder = Files.createDirectories(root.resolve(path));
        Files.writeString(folder.resolve("logo.svg"), "<svg>");
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"outside", "site/real", "nowhere"})
    void whatIsBelowALinkThatIsLeftOutIsNotDeleted(String target) throws Exception {
        Path to = target.equals("nowhere") ? root.resolve(target) : folder(target);
        Files.createSymbolicLink(site.resolve("assets"), to);

        SyncOutcome outcome = deploy("site", List.of());

        assertThat(aws.s3().keys(bucket, "web/assets/")).containsExactly("web/assets/css/a.css", "web/assets/logo.svg");
        assertThat(aws.s3().keys(bucket, "")).doesNotContain("web/assets2/a.css", "web/old.css");
        assertThat(outcome.deleted()).isEqualTo(2);
        assertThat(fixture.lines())
                .contains(
                        "Left out: assets is a link that leads to no file inside of the folder.",
                        "2 objects are not deleted: they have the name of a link that was left out, or are below it."
                                + " Such a link is assets.");
    }

    @Test
    void aLinkThatTheIncludesDoNotNameKeepsWhatTheyNameBelowIt() throws Exception {
        Files.createSymbolicLink(site.resolve("assets"), folder("outside"));
        file("a.css", "body {}");

        deploy("site", List.of("**/*.css"));

        assertThat(aws.s3().keys(bucket, ""))
                .containsExactly("web/a.css", "web/assets/css/a.css", "web/assets/logo.svg");
    }

    /** Whoever writes to the repository may have left a link where the step looks for what was built. */
    @Test
    void aLinkInPlaceOfTheFolderLeadsNowhereElse(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("dist"), elsewhere);
        Files.createSymbolicLink(root.resolve("current"), Path.of("site"));
        List<String> before = List.copyOf(aws.s3().keys(bucket, ""));

        assertThatThrownBy(() -> deploy("dist", List.of())).hasMessageContaining("dist is outside of the workspace");

        assertThat(aws.s3().keys(bucket, "")).containsExactlyElementsOf(before);
        assertThat(deploy("current", List.of()).files()).isEqualTo(1);
    }

    @Test
    void aLinkToAFileInsideIsSentAsThatFile() throws Exception {
        Files.createSymbolicLink(site.resolve("start.html"), Path.of("index.html"));

        assertThat(deploy("site", List.of()).files()).isEqualTo(2);
        assertThat(read("web/start.html")).isEqualTo("<p>");
    }

    @Test
    void whatIsBelowALinkOfAZipIsNotDeleted() throws Exception {
        Files.createSymbolicLink(folder("zipped/real").resolveSibling("assets"), Path.of("real"));
        try (InputStream zip =
                Bundle.of(root.resolve("zipped"), Selection.ALL, 1).open(1)) {
            Files.copy(zip, root.resolve("site.zip"));
        }

        deploy("site.zip", List.of());

        assertThat(aws.s3().keys(bucket, "web/assets/")).containsExactly("web/assets/css/a.css", "web/assets/logo.svg");
        assertThat(aws.s3().keys(bucket, "")).contains("web/real/logo.svg").doesNotContain("web/old.css");
    }
}
