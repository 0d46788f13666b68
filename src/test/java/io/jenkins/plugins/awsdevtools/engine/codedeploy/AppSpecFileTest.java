package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CodeDeploy's agent would find out on the first instance. */
class AppSpecFileTest {

    private static final String HEAD = "version: 0.0\nos: linux\n";

    @Test
    void filesAndScriptsAreReadInTheirOrder() {
        AppSpecFile spec = AppSpecFile.parse(HEAD
                + "files:\n- source: /\n  destination: /srv\n- source: dist/app.jar\n  destination: /srv\n"
                + "hooks:\n  BeforeInstall:\n  - location: scripts/a.sh\n    timeout: 60\n  - location: scripts/b.sh\n"
                + "  ValidateService:\n  - location: scripts/a.sh\n");
        assertThat(spec)
                .isEqualTo(new AppSpecFile(List.of("/", "dist/app.jar"), List.of("scripts/a.sh", "scripts/b.sh")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|empty or not a mapping",
                "just words|empty or not a mapping",
                "version: [|not valid YAML",
                "version: 1.0\\nos: linux|version: 0.0",
                "version: 0.0\\nos: solaris|os: linux",
                "version: 0.0\\nos: linux\\nfiles:\\n- source: a|destination",
                "version: 0.0\\nos: linux\\nfiles:\\n  source: a\\n  destination: /b|files",
                "version: 0.0\\nos: linux\\nhooks:\\n- location: a.sh|hooks",
                "version: 0.0\\nos: linux\\nhooks:\\n  AfterInstal:\\n  - location: a.sh|AfterInstal is no event",
                "version: 0.0\\nos: linux\\nhooks:\\n  AfterInstall:\\n  - timeout: 3|AfterInstall needs",
                "version: 0.0\\nos: linux\\nhooks:\\n  AfterInstall:\\n    location: a.sh|AfterInstall needs"
            })
    void whatIsMalformedIsToldWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> AppSpecFile.parse(text.replace("\\n", "\n")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void everythingThatIsNotInTheBundleIsNamedAtOnce() {
        AppSpecFile spec = new AppSpecFile(List.of("/", "./page.html", "gone.html"), List.of("scripts\\a.sh", "b.sh"));
        assertThatThrownBy(() -> spec.check(Set.of("page.html", "scripts/a.sh")::contains))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("files: gone.html, hooks: b.sh")
                .hasMessageNotContaining("page.html,");
        assertThatCode(() -> spec.check(path -> true)).doesNotThrowAnyException();
    }
}
