package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.awsdevtools.engine.Wildcards;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class PushFilterPropertiesTest {

    private static CommitInfo by(String author, String message) {
        return new CommitInfo("c", List.of(), author, author + "@example.com", message, Instant.EPOCH);
    }

    private static boolean builds(PushFilter filter, List<CommitInfo> commits, String... paths) {
        return filter.reasonToIgnore(commits, true, new ChangedPaths(List.of(paths), true))
                .isEmpty();
    }

    @Property
    void withoutSettingsEveryPushBuilds(
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1) String> authors,
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1) String> paths) {
        List<CommitInfo> commits =
                authors.stream().map(author -> by(author, "x")).toList();
        assertThat(PushFilter.NONE.reasonToIgnore(commits, true, new ChangedPaths(paths, true)))
                .isEmpty();
    }

    @Property
    void oneCommitOfSomebodyElseIsEnough(
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1) String> others) {
        PushFilter filter = PushFilter.parse("", "", "build bot", "");
        List<CommitInfo> commits = new java.util.ArrayList<>(
                others.stream().map(other -> by("Build Bot", other)).toList());
        commits.add(by("Ada", "Fix"));
        assertThat(builds(filter, commits)).isTrue();
        commits.remove(commits.size() - 1);
        assertThat(builds(filter, commits)).isEqualTo(commits.isEmpty());
    }

    @Property
    void anExcludedPathNeverBuilds(
            @ForAll @Size(min = 1, max = 5) List<@AlphaChars @StringLength(min = 1) String> names) {
        PushFilter filter = PushFilter.parse("", "docs/", "", "");
        String[] paths = names.stream().map(name -> "docs/" + name).toArray(String[]::new);
        assertThat(builds(filter, List.of(by("Ada", "Fix")), paths)).isFalse();
    }

    @Example
    void pathsAreIncludedAndExcluded() {
        PushFilter filter = PushFilter.parse("src/**, pom.xml", "**/*.md", "", "");
        List<CommitInfo> commits = List.of(by("Ada", "Fix"));
        assertThat(builds(filter, commits, "src/main/App.java")).isTrue();
        assertThat(builds(filter, commits, "pom.xml")).isTrue();
        assertThat(builds(filter, commits, "src/README.md")).isFalse();
        assertThat(builds(filter, commits, "other/pom.xml")).isFalse();
    }

    @Example
    void whatIsNotKnownToItsEndBuilds() {
        PushFilter filter = PushFilter.parse("src/**", "", "bot", "[skip ci]");
        assertThat(filter.reasonToIgnore(List.of(by("bot", "x")), false, new ChangedPaths(List.of("src/a"), true)))
                .isEmpty();
        assertThat(filter.reasonToIgnore(List.of(by("Ada", "x")), true, new ChangedPaths(List.of("doc"), false)))
                .isEmpty();
    }

    @Example
    void messagesAndAuthorsAreIgnoredInAnyCaseAndTogether() {
        PushFilter filter = PushFilter.parse("", "", "*@example.com.invalid, bot*", "[skip ci]");
        assertThat(builds(filter, List.of(by("Ada", "Typo [Skip CI]")))).isFalse();
        assertThat(builds(filter, List.of(by("BOT-7", "x"), by("Ada", "Typo [skip ci]"))))
                .isFalse();
        assertThat(builds(filter, List.of(by("Ada", "Typo")))).isTrue();
    }

    /** Who configures a job chooses the pattern, and who pushes the path. */
    @Example
    void noPatternKeepsAThreadBusyWhateverThePath() {
        NamePatterns patterns = NamePatterns.parse("**/".repeat(30) + "x, " + "a*".repeat(30) + "x");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(patterns.matches("a/".repeat(60) + "y")).isFalse();
            assertThat(patterns.matches("a".repeat(60) + "y")).isFalse();
        });
    }

    @Property
    void aPatternMatchesAsTheRegularExpressionDoes(
            @ForAll @Chars({'a', 'A', '/', '*', '?', '.'}) @StringLength(max = 8) String pattern,
            @ForAll @Chars({'a', 'A', '/', '.', '\n'}) @StringLength(max = 8) String path) {
        StringBuilder expression = new StringBuilder();
        Matcher parts = Pattern.compile("\\*\\*/|\\*\\*|.").matcher(pattern);
        while (parts.find()) {
            expression.append(
                    switch (parts.group()) {
                        case "**/" -> "(?:.*/)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> Pattern.quote(parts.group());
                    });
        }
        assertThat(Wildcards.ofPath(pattern, true).matches(path))
                .isEqualTo(Pattern.compile(expression.toString(), Pattern.DOTALL)
                        .matcher(path)
                        .matches());
    }

    @Example
    void aStarStaysInItsFolderAndTwoDoNot() {
        assertThat(NamePatterns.parse("feature/*").matches("feature/a")).isTrue();
        assertThat(NamePatterns.parse("feature/*").matches("feature/a/b")).isFalse();
        assertThat(NamePatterns.parse("feature/**").matches("feature/a/b")).isTrue();
        assertThat(NamePatterns.parse("**/x.md").matches("x.md")).isTrue();
        assertThat(NamePatterns.parse("v1.?").matches("v1.2")).isTrue();
        assertThat(NamePatterns.parse("v1.2").matches("v1x2")).isFalse();
    }
}
