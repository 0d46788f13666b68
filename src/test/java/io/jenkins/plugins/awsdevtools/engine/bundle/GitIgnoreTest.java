package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compared with git itself, which is asked what it does not ignore. */
class GitIgnoreTest {

    private static final List<String> NAMES =
            List.of("a", "b", "ab", "a.b", "x y", "#a", "!b", "a]", "[a]", "A", "a b ");

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void needsGit() throws Exception {
        folder = Files.createDirectories(home.resolve("tree"));
        assumeThat(git("init", "-q")).isNotNull();
    }

    @Test
    void nestedFilesNegationsAnchorsAndEscapesMeanWhatGitMeans() throws Exception {
        files(
                "a",
                "b",
                "sub/a",
                "sub/keep/a",
                "sub/b",
                "out/x",
                "sub/out/x",
                "deep/er/out/x",
                "#a",
                "!b",
                "x y",
                "log/1.log");
        files("log/keep.log", "doc/frotz/a", "a.b", "foo/bar/baz", "foo/baz", "trailing ", "CR");
        ignore("", "out/\n/a\n\\#a\n\\!b\nx?y\nlog/*\n!log/keep.log\ndoc/frotz\nfoo/**/baz\ntrailing\\ \nCR\r\n");
        ignore("sub", "!a\nb\n!out/\nkeep/**\n");
        sameAsGit();
    }

    @Test
    void whatIsBelowAnIgnoredFolderCannotBeBroughtBack() throws Exception {
        files("build/a", "build/keep", "b");
        ignore("", "build\n!build/keep\n");
        ignore("build", "!*\n");
        assertThat(ours()).containsExactly(".gitignore", "b");
        sameAsGit();
    }

    @Test
    void setsRangesClassesAndBrokenPatternsMeanWhatGitMeans() throws Exception {
        files("a1", "b2", "c3", "d-", "e]", "f^", "z_", "[x", "back\\slash", "A");
        for (String pattern : List.of(
                "[a-c][0-9]",
                "[!a-c]*",
                "[^d]-",
                "[]e]]",
                "*[]]",
                "[[:digit:]a-e]*",
                "?[[:punct:]]",
                "[x",
                "[[:bad:]]",
                "back\\\\slash",
                "trailing\\",
                "[\\^f]*",
                "**",
                "/**",
                "a**",
                "**1",
                "[a-]*",
                "*",
                "/",
                "//",
                "!",
                "***")) {
            ignore("", pattern + "\n");
            assertThat(ours()).as(pattern).isEqualTo(gits());
        }
    }

    @Test
    void anyPatternsOverAnyTreeMeanWhatGitMeans() throws Exception {
        Random random = new Random(20_251_124);
        for (int i = 0; i < 60; i++) {
            Path tree = Files.createDirectories(home.resolve("tree-" + i));
            folder = tree;
            git("init", "-q");
            for (int f = 0; f < 25; f++) {
                String path = path(random);
                if (Files.notExists(tree.resolve(path)) && parentsAreFolders(path)) {
                    files(path);
                }
            }
            ignore("", patterns(random));
            for (String sub : NAMES) {
                if (random.nextInt(3) == 0 && Files.isDirectory(tree.resolve(sub))) {
                    ignore(sub, patterns(random));
                }
            }
            assertThat(ours()).as(ignoreFiles()).isEqualTo(gits());
        }
    }

    private boolean parentsAreFolders(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (Files.isRegularFile(folder.resolve(path.substring(0, slash)))) {
                return false;
            }
        }
        return !Files.isDirectory(folder.resolve(path));
    }

    private static String path(Random random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            names.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return String.join("/", names);
    }

    private static String patterns(Random random) {
        List<String> parts = List.of(
                "a", "b", "ab", ".b", "*", "**", "?", "/", "/", "[a-b]", "[!a]", "\\!b", "\\#a", " ", "**/", "/**");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(random.nextInt(4) == 0 ? "!" : "");
            for (int n = random.nextInt(4); n >= 0; n--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            text.append(random.nextInt(4) == 0 ? "/\n" : "\n");
        }
        return text.toString();
    }

    private void files(String... paths) throws IOException {
        for (String path : paths) {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }

    private void ignore(String in, String text) throws IOException {
        Files.writeString(folder.resolve(in).resolve(".gitignore"), text);
    }

    private String ignoreFiles() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(p -> p.endsWith(".gitignore")).toList()) {
                all.append(folder.relativize(file)).append(":\n").append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private void sameAsGit() throws Exception {
        assertThat(ours()).isEqualTo(gits());
    }

    private List<String> ours() throws IOException {
        return FolderScan.of(folder, new Selection(List.of(), List.of(), true, true)).stream()
                .map(FileEntry::path)
                .sorted()
                .toList();
    }

    private List<String> gits() throws Exception {
        String listed = git("ls-files", "-z", "-o", "--exclude-per-directory=.gitignore");
        return Arrays.stream(listed.split("\0"))
                .filter(path -> !path.isEmpty())
                .sorted()
                .toList();
    }

    /** @return what it says, or null if there is no git */
    private String git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(Map.of("HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1"));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return output;
        } catch (IOException noGit) {
            return null;
        }
    }
}
