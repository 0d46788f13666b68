package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small revisions for tests. */
public final class Bundles {

    private Bundles() {}

    /** A zip of texts by path. */
    public static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    /** A page, and one script that runs after it was installed. */
    public static byte[] site(String page, String afterInstall) {
        return zip(siteFiles(page, afterInstall));
    }

    /** The files of {@link #site}. */
    public static Map<String, String> siteFiles(String page, String afterInstall) {
        return Map.of(
                "appspec.yml",
                "version: 0.0\nos: linux\nfiles:\n  - source: index.html\n    destination: /var/www\n"
                        + "hooks:\n  AfterInstall:\n    - location: scripts/after.sh\n      timeout: 60\n",
                "index.html",
                page,
                "scripts/after.sh",
                afterInstall);
    }
}
