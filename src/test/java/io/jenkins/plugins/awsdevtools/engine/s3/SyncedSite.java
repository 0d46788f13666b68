package io.jenkins.plugins.awsdevtools.engine.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A {@link SyncedBucket} to which a folder named site is sent. */
abstract class SyncedSite extends SyncedBucket {

    static final StoreSettings PLAIN = new StoreSettings(List.of(), null, null, false);

    Path site;

    @BeforeEach
    void makeSite() throws Exception {
        site = Files.createDirectory(root.resolve("site"));
    }

    void file(String path, String content) throws Exception {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
