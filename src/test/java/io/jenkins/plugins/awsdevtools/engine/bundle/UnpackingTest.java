package io.jenkins.plugins.awsdevtools.engine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {

    private static final int FILE = 0100644;
    private static final int LINK = 0120777;

    @TempDir
    private Path home;

    private Path workspace;
    private List<String> before;

    /** An entry as it is written, whatever that means. */
    private record Written(String name, int mode, byte[] content) {}

    private static Written file(String name) {
        return new Written(name, FILE, name.getBytes(StandardCharsets.UTF_8));
    }

    private static Written link(String name, String target) {
        return new Written(name, LINK, target.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void fillWorkspace() throws IOException {
        workspace = Files.createDirectories(home.resolve("workspace"));
        Files.createDirectories(workspace.resolve("folder"));
        Files.writeString(workspace.resolve("file"), "old");
        Files.createSymbolicLink(workspace.resolve("out"), home);
        before = Trees.paths(workspace);
    }

    private void refused(List<Written> entries, String... messages) throws IOException {
        Path archive = Files.write(home.resolve("archive.zip"), zip(entries));
        assertThatThrownBy(() -> Unpacking.zip(archive, workspace))
                .isInstanceOf(BundleException.class)
                .message()
                .contains(messages);
        assertThat(Trees.paths(workspace)).isEqualTo(before);
        assertThat(workspace.resolve("file")).hasContent("old");
        assertThat(home.resolve("evil")).doesNotExist();
    }

    @Test
    void namesThatLeaveTheFolderAreRefusedByName() throws IOException {
        for (String name : List.of(
                "../evil",
                "/evil",
                "a/../../evil",
                "a/..",
                "C:/evil",
                "..\\evil",
                "\\evil",
                "a\\..\\..\\evil",
                "e\0vil")) {
            refused(List.of(file("good"), file(name)), "lead out of the folder", name.replace('\0', '?'));
        }
    }

    @Test
    void devicesAndPipesAreRefusedByName() throws IOException {
        refused(List.of(file("good"), new Written("dev", 0020666, new byte[0])), "neither files", "dev");
        refused(List.of(file("good"), new Written("pipe", 0010666, new byte[0])), "pipe");
    }

    @Test
    void linksThatLeaveTheFolderAreRefusedByName() throws IOException {
        refused(List.of(link("l", "/etc/passwd")), "l -> /etc/passwd");
        refused(List.of(link("l", "../evil")), "l -> ../evil");
        refused(List.of(file("a/b/f"), link("a/b/up", "../.."), link("l", "a/b/up/../evil")), "l -> a/b/up/../evil");
        refused(List.of(link("l", "out/../evil")), "l -> out/../evil");
        refused(List.of(link("l", "")), "l -> ");
    }

    @Test
    void aLinkThatLeavesBehindAnotherOneIsRefusedByName() throws IOException {
        refused(
                List.of(link("deep/down/up", "../.."), link("short", "deep/down"), link("sly", "short/up/../evil")),
                "lead out of the folder",
                "sly");
    }

    @Test
    void aLinkThatLeavesBehindAnotherOneOfAnotherCaseIsRefusedWhereTheDiskCannotTellThemApart() throws IOException {
        Path archive = Files.write(home.resolve("a.zip"), zip(List.of(link("a/b/up", "../.."))));
        Map<String, ArchiveEntry> plan;
        try (ZipReader reader = new ZipReader(archive, 10)) {
            plan = ArchivePlan.of(reader.entries(), workspace, false);
        }
        ArchivePlan.Links links = ArchivePlan.Links.of(plan, false);
        assertThatThrownBy(() -> ArchivePlan.checkLink("a/b/sly", "UP/../../evil", links, workspace))
                .hasMessageContaining("sly");
        ArchivePlan.checkLink("a/b/good", "UP/file", links, workspace);
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        refused(List.of(link("l", "folder"), file("l/x")), "come twice", "l/x");
        refused(List.of(file("l/x"), link("l", "folder")), "come twice");
        refused(List.of(file("out/evil")), "in the folder out is a link");
    }

    @Test
    void namesThatComeTwiceAreRefusedByName() throws IOException {
        refused(List.of(file("a/x"), file("a/x")), "come twice", "a/x");
        refused(List.of(file("a//x"), file("a/./x")), "come twice");
        refused(List.of(file("e\u0301"), file("\u00e9")), "come twice");
    }

    @Test
    void namesThatDifferInCaseAreRefusedWhereTheDiskCannotTellThemApart() throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        Path archive = Files.write(home.resolve("a.zip"), zip(List.of(file("README"), file("readme"))));
        try (ZipReader reader = new ZipReader(archive, 10)) {
            entries.addAll(reader.entries());
        }
        assertThatThrownBy(() -> ArchivePlan.of(entries, workspace, false)).hasMessageContaining("readme");
        assertThat(ArchivePlan.of(entries, workspace, true)).hasSize(2);
    }

    @Test
    void aFolderInTheWayOfAFileIsNamed() throws IOException {
        refused(List.of(file("folder")), "folder is a folder here");
        refused(List.of(file("file/x")), "file is a folder here");
    }

    @Test
    void anArchiveThatGrowsBeyondMeasureIsRefused() throws IOException {
        Path archive = home.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 40; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertThatThrownBy(() -> Unpacking.zip(archive, workspace, new Unpacking.Limits(10, 100, 1 << 20)))
                .hasMessageContaining("would grow");
        assertThatThrownBy(() -> Unpacking.zip(archive, workspace, new Unpacking.Limits(0, 100, 1 << 20)))
                .hasMessageContaining("1 entries; 0 is the most");
        assertThat(Trees.paths(workspace)).isEqualTo(before);
    }

    @Test
    void entriesThatShareBytesOrLieAboutThemAreRefused() throws IOException {
        byte[] good = zip(List.of(file("one"), file("two")));
        int directory = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(good.length - 6);
        byte[] overlapping = good.clone();
        int second = directory + ZipFormat.CENTRAL_SIZE + 3;
        ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);
        damaged(overlapping, "damaged");
        byte[] shorter = good.clone();
        ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 2);
        damaged(shorter, "one");
        byte[] otherContent = good.clone();
        otherContent[ZipFormat.LOCAL_SIZE + 3] ^= 1;
        damaged(otherContent, "checksum");
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 3);
        damaged(cut, "damaged");
    }

    private void damaged(byte[] bytes, String message) throws IOException {
        Path archive = Files.write(home.resolve("damaged.zip"), bytes);
        assertThatThrownBy(() -> Unpacking.zip(archive, workspace))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(message);
        assertThat(Trees.paths(workspace)).isEqualTo(before);
    }

    @Test
    void anyDamageIsNoticedOrDoesNoHarm() throws IOException {
        byte[] good = zip(List.of(file("one"), link("l", "one"), file("a/b")));
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            Path archive = Files.write(home.resolve("any.zip"), bad);
            Path target = home.resolve("target-" + i);
            try {
                Unpacking.zip(archive, target);
            } catch (BundleException noticed) {
                assertThat(Trees.paths(target)).containsExactly("");
            }
        }
        assertThat(home.resolve("evil")).doesNotExist();
    }

    @Test
    void goodFilesReplaceOldOnesAndKeepModesAndLinks() throws IOException {
        Path archive = Files.write(
                home.resolve("good.zip"),
                zip(List.of(
                        new Written("file", 0100755, "new".getBytes(StandardCharsets.UTF_8)),
                        link("folder/l", "../file"),
                        link("out", "file"),
                        new Written("wide", 0104777, new byte[0]))));
        assertThat(Unpacking.zip(archive, workspace)).isEqualTo(new Unpacking(4, 3));
        assertThat(workspace.resolve("file")).hasContent("new").isExecutable();
        assertThat(workspace.resolve("folder/l")).isSymbolicLink().hasContent("new");
        assertThat(Files.readSymbolicLink(workspace.resolve("out"))).hasToString("file");
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(workspace.resolve("wide"))))
                .isEqualTo("rwxrwxr-x");
    }

    /** Written by hand, for no good writer writes such archives. */
    private static byte[] zip(List<Written> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Written entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(entry.content());
            int at = out.size();
            ByteBuffer shared = buffer(26).putShort((short) 20).putShort((short) ZipFormat.UTF8_FLAG);
            shared.putShort((short) 0).putInt(0x210000).putInt((int) crc.getValue());
            shared.putInt(entry.content().length).putInt(entry.content().length);
            shared.putShort((short) name.length).putShort((short) 0);
            out.writeBytes(buffer(4).putInt(ZipFormat.LOCAL).array());
            out.writeBytes(shared.array());
            out.writeBytes(name);
            out.writeBytes(entry.content());
            directory.writeBytes(
                    buffer(6).putInt(ZipFormat.CENTRAL).putShort((short) 0x0314).array());
            directory.writeBytes(shared.array());
            directory.writeBytes(buffer(14)
                    .putInt(0)
                    .putShort((short) 0)
                    .putInt(entry.mode() << 16)
                    .putInt(at)
                    .array());
            directory.writeBytes(name);
        }
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        ByteBuffer end = buffer(22).putInt(ZipFormat.END).putInt(0);
        end.putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt(directory.size()).putInt(start).putShort((short) 0);
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
