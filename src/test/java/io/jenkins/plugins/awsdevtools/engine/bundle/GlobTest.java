package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*.java, A.java, true",
        "*.java, src/A.java, false",
        "**/*.java, A.java, true",
        "**/*.java, src/main/A.java, true",
        "src/**, src/a/b, true",
        "src/**, src, true",
        "src/, src/a/b, true",
        "src/**/b, src/b, true",
        "src/**/b, src/x/y/b, true",
        "src/**/b, src/xb, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "**, any/thing, true",
        "./a, a, true",
        "a**b, a/b, false",
        "a**b, axyb, true",
        "[a], [a], true"
    })
    void matchesAsAntDoes(String glob, String path, boolean matches) {
        assertThat(Glob.of("includes", glob).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/*", "../x", "a/../b", "C:/x", "a//b", " "})
    void whatCouldMatchNothingBelowTheFolderIsRefused(String glob) {
        assertThatThrownBy(() -> Glob.of("excludes", glob))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("excludes '");
    }

    @Test
    void aHostilePatternTakesNoLongerThanAnother() {
        Glob glob = Glob.of("includes", "**/a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b".replace("**/", "**/**/**/**/"));
        assertThat(glob.matches("a/".repeat(50) + "a".repeat(5000))).isFalse();
    }
}
