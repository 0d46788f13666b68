package io.jenkins.plugins.awsdevtools.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTextTest {

    private static final String FILE = "buildspec.yml";
    private static final String TEXT = "# gr\u00fc\u00dfe \u65e5\u672c\n";

    @TempDir
    private Path workspace;

    private String read() throws Exception {
        return WorkspaceText.read("buildspecFile", new FilePath(workspace.toFile()), FILE);
    }

    @Test
    void aFileIsReadAsUtf8() throws Exception {
        Files.writeString(workspace.resolve(FILE), TEXT);
        assertThat(read()).isEqualTo(TEXT);
    }

    @Test
    void aFileInAnotherEncodingIsRefusedByFieldAndName() throws Exception {
        Files.write(workspace.resolve(FILE), "# gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(this::read)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("buildspecFile 'buildspec.yml': buildspec.yml is not UTF-8");
    }
}
