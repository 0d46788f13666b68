package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file whose reader gets nothing until the test writes it: a named pipe. */
final class SlowFile {

    private final Path path;

    private SlowFile(Path path) {
        this.path = path;
    }

    static SlowFile create(Path path) throws Exception {
        Files.createDirectories(path.getParent());
        assertThat(new ProcessBuilder("mkfifo", path.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return new SlowFile(path);
    }

    /** Returns when somebody reads it, who waits then for what is written. */
    OutputStream awaitReader() throws Exception {
        return Files.newOutputStream(path);
    }

    /** The next who reads it need not wait. */
    void replace(String text) throws Exception {
        Files.delete(path);
        Files.writeString(path, text);
    }
}
