package io.jenkins.plugins.awsdevtools.engine.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    @TempDir
    private Path home;

    private Path folder() throws IOException {
        return Files.createDirectories(home.resolve("folder"));
    }

    private static byte[] zip(Path folder, Selection selection, int threads) throws IOException, InterruptedException {
        try (InputStream in = Bundle.of(folder, selection, threads).open(threads)) {
            return in.readAllBytes();
        }
    }

    private static void tree(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("empty/er"));
        Files.writeString(folder.resolve("bin/run.sh"), "#!/bin/sh\necho hello\n");
        Files.setPosixFilePermissions(folder.resolve("bin/run.sh"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("größe 漢.txt"), "ä".repeat(1000));
        Files.write(folder.resolve("zero"), new byte[0]);
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("noise.bin"), noise);
        Files.write(folder.resolve("noise.jpg"), noise);
        Files.write(folder.resolve("calm.bin"), new byte[3_000_000]);
        Files.createSymbolicLink(folder.resolve("bin/link"), Path.of("../größe 漢.txt"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("bin/nothing"));
    }

    @Test
    void theSameFilesGiveTheSameBytesWhateverTheirTimesAndTheThreads() throws Exception {
        Path folder = folder();
        tree(folder);
        byte[] first = zip(folder, Selection.ALL, 1);
        Path other = Files.createDirectories(home.resolve("other"));
        tree(other);
        Files.setLastModifiedTime(other.resolve("zero"), FileTime.from(Instant.EPOCH));
        assertThat(zip(other, Selection.ALL, 4)).isEqualTo(first);
        assertThat(Bundle.of(other, Selection.ALL, 3).digest())
                .isEqualTo(Bundle.of(folder, Selection.ALL, 1).digest())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anyDifferenceThatCountsGivesAnotherDigest() throws Exception {
        Path folder = folder();
        tree(folder);
        List<String> digests = new ArrayList<>();
        digests.add(Bundle.of(folder, Selection.ALL, 2).digest());
        Files.setPosixFilePermissions(folder.resolve("zero"), PosixFilePermissions.fromString("rwxr--r--"));
        digests.add(Bundle.of(folder, Selection.ALL, 2).digest());
        Files.move(folder.resolve("zero"), folder.resolve("nil"));
        digests.add(Bundle.of(folder, Selection.ALL, 2).digest());
        Files.delete(folder.resolve("dangling"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("bin/nobody"));
        digests.add(Bundle.of(folder, Selection.ALL, 2).digest());
        Files.writeString(folder.resolve("nil"), "1");
        digests.add(Bundle.of(folder, Selection.ALL, 2).digest());
        Files.delete(folder.resolve("empty/er"));
        digests.add(Bundle.of(folder, Selection.ALL, 2).digest());
        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void theJdkReadsTheBundleInBothWays() throws Exception {
        Path folder = folder();
        tree(folder);
        Path file = Files.write(home.resolve("b.zip"), zip(folder, Selection.ALL, 2));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("calm.bin")).readAllBytes())
                    .isEqualTo(new byte[3_000_000]);
            assertThat(zip.getInputStream(zip.getEntry("noise.bin")).readAllBytes())
                    .isEqualTo(Files.readAllBytes(folder.resolve("noise.bin")));
            assertThat(zip.getEntry("noise.jpg").getMethod()).isEqualTo(ZipEntry.STORED);
        }
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
                in.transferTo(new ByteArrayOutputStream());
            }
        }
        assertThat(names)
                .containsExactly(
                        "bin/link",
                        "bin/run.sh",
                        "calm.bin",
                        "dangling",
                        "empty/er/",
                        "größe 漢.txt",
                        "noise.bin",
                        "noise.jpg",
                        "zero");
    }

    @Test
    void eachBlockOfAFileIsCompressedTheWayThatSuitsIt() throws Exception {
        Random random = new Random(3);
        byte[] noise = new byte[BlockDeflater.BLOCK];
        byte[] letters = new byte[BlockDeflater.BLOCK / 4 * 3];
        String text = "the same again and again, and once more\n".repeat(BlockDeflater.BLOCK / 32);
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        for (int round = 0; round < 3; round++) {
            random.nextBytes(noise);
            random.nextBytes(letters);
            mixed.write(noise);
            mixed.write(Base64.getEncoder().encode(letters));
            mixed.write(text.substring(0, BlockDeflater.BLOCK).getBytes(UTF_8));
        }
        Path folder = folder();
        Files.write(folder.resolve("mixed.bin"), mixed.toByteArray());
        Path file = Files.write(home.resolve("b.zip"), zip(folder, Selection.ALL, 3));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("mixed.bin");
            assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(mixed.toByteArray());
            // Noise as it is, six of eight bits of Base64, and next to nothing.
            assertThat(entry.getCompressedSize()).isLessThan((long) (3 * BlockDeflater.BLOCK * (1 + 0.76 + 0.02)));
        }
    }

    @Test
    void unzipBringsBackLinksAndModes() throws Exception {
        Path folder = folder();
        tree(folder);
        Path file = Files.write(home.resolve("b.zip"), zip(folder, Selection.ALL, 2));
        Path out = Files.createDirectories(home.resolve("out"));
        assumeThat(run("unzip", "-v")).isZero();
        assertThat(run("unzip", "-q", file.toString(), "-d", out.toString())).isZero();
        Trees.assertSame(folder, out);
    }

    private int run(String... command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getInputStream().readAllBytes();
            return process.waitFor();
        } catch (IOException noSuchProgram) {
            return -1;
        }
    }

    @Test
    void unpackingBringsBackEverything() throws Exception {
        Path folder = folder();
        tree(folder);
        Path file = Files.write(home.resolve("b.zip"), zip(folder, Selection.ALL, 2));
        Path out = Files.createDirectories(home.resolve("out"));
        Unpacking done = Unpacking.zip(file, out);
        Trees.assertSame(folder, out);
        assertThat(done.files()).isEqualTo(8);
    }

    @Test
    void moreEntriesThanAnOldZipFileHasAreWrittenAndRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ZipWriter writer = new ZipWriter(bytes);
        for (int i = 0; i < 70_000; i++) {
            writer.link("link-" + i, "x");
        }
        while (!writer.finish()) {
            // One piece after the other.
        }
        Path file = Files.write(home.resolve("many.zip"), bytes.toByteArray());
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipReader ours = new ZipReader(file, 100_000)) {
            assertThat(zip.size()).isEqualTo(70_000);
            assertThat(ours.entries()).hasSize(70_000);
        }
    }

    @Test
    void includesExcludesAndDefaultsSelect() throws Exception {
        Path folder = folder();
        for (String name : List.of(
                "src/A.java",
                "src/A.class",
                "target/x",
                ".git/config",
                "docs/a.md",
                "sub/.git",
                "model.s3-part",
                ".model.s3-part",
                ".model.s3-part-notes",
                "docs/.a.s3-part")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
        assertThat(names(folder, new Selection(List.of(), List.of("target/**", "**/*.class"), false, true)))
                .containsExactly("docs/a.md", "model.s3-part", "src/A.java");
        assertThat(names(folder, new Selection(List.of("src/", "**/config"), List.of(), false, false)))
                .containsExactly(".git/config", "src/A.class", "src/A.java");
        assertThat(names(folder, new Selection(List.of("*"), List.of(), false, false)))
                .containsExactly("model.s3-part");
        assertThatThrownBy(() -> Bundle.of(folder, new Selection(List.of("none"), List.of(), false, true), 1))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("No file in");
    }

    private static List<String> names(Path folder, Selection selection) throws IOException {
        return FolderScan.of(folder, selection).stream().map(FileEntry::path).toList();
    }

    @Test
    void linksThatLeaveAreRefusedByNameHoweverTheyLeave() throws Exception {
        Path folder = folder();
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/file"), "");
        Files.createSymbolicLink(folder.resolve("a/absolute"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("a/up"), Path.of("../../x"));
        Files.createSymbolicLink(folder.resolve("a/b/top"), Path.of("../.."));
        Files.createDirectories(home.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("over"), Path.of("a/b/top/../secret"));
        assertThatThrownBy(() -> Bundle.of(folder, Selection.ALL, 1))
                .isInstanceOf(BundleException.class)
                .hasMessageContainingAll("a/absolute -> /etc/passwd", "a/up -> ../../x", "over -> a/b/top/../secret")
                .hasMessageNotContaining("b/top ->");
    }

    @Test
    void aFileThatChangesAfterItWasListedIsNamed() throws Exception {
        Path folder = folder();
        tree(folder);
        Bundle bundle = Bundle.of(folder, Selection.ALL, 2);
        for (String name : List.of("bin/run.sh", "calm.bin")) {
            byte[] before = Files.readAllBytes(folder.resolve(name));
            byte[] after = before.clone();
            after[after.length - 1] ^= 1;
            Files.write(folder.resolve(name), after);
            try (InputStream in = bundle.open(2)) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(BundleException.class)
                        .hasMessageContaining(name + " changes while it is bundled");
            }
            Files.delete(folder.resolve(name));
            try (InputStream in = bundle.open(2)) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(BundleException.class)
                        .hasMessageContaining(name);
            }
            Files.write(folder.resolve(name), before);
        }
    }

    @Property(tries = 40)
    void blocksPutTogetherAreTheFile(
            @ForAll @Size(max = 8) List<@IntRange(max = 4) Integer> pieces, @ForAll @IntRange(max = 5000) int more)
            throws Exception {
        byte[] content = content(pieces, more);
        Path folder = Files.createTempDirectory("bundle-test");
        Path file = Files.write(folder.resolve("file"), content);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip(folder, Selection.ALL, 2)))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("file");
            assertThat(in.readAllBytes()).isEqualTo(content);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private static byte[] content(List<Integer> pieces, int more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(more);
        for (int kind : pieces) {
            byte[] piece = new byte[100_000 + random.nextInt(100_000)];
            if (kind > 1) {
                random.nextBytes(piece);
            }
            bytes.writeBytes(piece);
        }
        bytes.writeBytes(new byte[more]);
        return bytes.toByteArray();
    }
}
