package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle many times the size of the heap; {@code bin/bench workspace-bundle} does the same with 6 GiB. */
class BundleHeapTest {

    private static final long LARGE = 256L << 20;
    private static final int SMALL_FILES = 3000;

    @Test
    void aHeapOf24MiBIsEnoughForMuchLargerFiles(@TempDir Path folder) throws Exception {
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            sparse.setLength(LARGE);
        }
        for (int i = 0; i < SMALL_FILES; i++) {
            Files.writeString(folder.resolve("file-" + i), "content " + i);
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("files " + (SMALL_FILES + 1));
    }

    /** The process with the small heap. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Bundle bundle = Bundle.of(Path.of(arguments[0]), Selection.ALL, 2);
            try (InputStream zip = bundle.open(2)) {
                zip.transferTo(OutputStream.nullOutputStream());
            }
            System.out.println("files " + bundle.files());
        }
    }
}
