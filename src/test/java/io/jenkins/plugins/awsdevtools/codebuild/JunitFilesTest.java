package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportSummary;
import io.jenkins.plugins.awsdevtools.engine.codebuild.TestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JunitFilesTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "tells the open files of a process by links")
    void aReadingThatFailedKeepsNoFileOpenAndLeavesNone(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("tests");
        JunitFiles files = new JunitFiles(folder);
        files.test(
                new ReportSummary(
                        "arn:aws:codebuild:eu-west-1:123456789012:report/unit:1",
                        "unit",
                        "SUCCEEDED",
                        2,
                        Map.of(),
                        null),
                new TestOutcome("", "", "good", "SUCCEEDED", Duration.ZERO, ""));
        assertThat(openFiles(folder)).hasSize(1);
        files.delete();
        assertThat(openFiles(folder)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    private static List<String> openFiles(Path folder) throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.map(JunitFilesTest::target)
                    .filter(target -> target.startsWith(folder.toString()))
                    .toList();
        }
    }

    /** Empty if it was closed meanwhile. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
