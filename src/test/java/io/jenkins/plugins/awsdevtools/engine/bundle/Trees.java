package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/** Compares folders: paths, contents, links and whether a file is executable. */
public final class Trees {

    private Trees() {}

    public static void assertSame(Path expected, Path actual) throws IOException {
        assertThat(paths(actual)).isEqualTo(paths(expected));
        for (String path : paths(expected)) {
            Path one = expected.resolve(path);
            Path other = actual.resolve(path);
            assertThat(Files.isSymbolicLink(other)).as(path).isEqualTo(Files.isSymbolicLink(one));
            if (Files.isSymbolicLink(one)) {
                assertThat(Files.readSymbolicLink(other)).as(path).isEqualTo(Files.readSymbolicLink(one));
            } else if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
                assertThat(Files.mismatch(one, other)).as(path).isEqualTo(-1);
                assertThat(executable(other)).as(path).isEqualTo(executable(one));
            }
        }
    }

    public static List<String> paths(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }

    private static boolean executable(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
