package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A workspace of 6 GiB and one of 50,000 small files sent to a bucket. Ours: read for the digest, then compressed and sent
 * in one pass. The peer's way: zipped to a temporary file, which is then put. Each in a process of its own with a heap of
 * 64 MiB that does the agent's and the controller's part.
 *
 * <p>{@code -Dmegabytes=} and {@code -Dfiles=} make them smaller or larger.
 */
final class WorkspaceBundle implements Bench.Scenario {

    private static final int LARGE_FILES = 6;
    private static final long LARGE_FILE = (Integer.getInteger("megabytes", 6 * 1024) * 1024L * 1024) / LARGE_FILES;
    private static final int SMALL_FILES = Integer.getInteger("files", 50_000);
    private static final int SMALL_FILE = 2000;
    private static final String BUCKET = "bench";
    private static final double MB = 1e6;

    /** What a process measured. */
    private record Measured(double seconds, double peakHeapMiB) {

        static Measured of(String line) {
            String[] parts = line.split(" ");
            return new Measured(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }
    }

    @Override
    public String about() {
        return "6 GiB and 50,000 files sent as a bundle: MB/s, files/s, heap";
    }

    @Override
    public Bench.Figures run(PrintStream out) throws Exception {
        Path home = Files.createTempDirectory("workspace-bundle");
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket(BUCKET, aws.region());
            Path large = large(home.resolve("large"));
            Path small = small(home.resolve("small"));
            double bytes = size(large);
            String megabytes = Math.round(bytes / MB) + " MB";
            Measured ours = measure(aws, "ours", large);
            Measured again = measure(aws, "ours", large);
            Measured peer = measure(aws, "peer", large);
            Measured oursSmall = measure(aws, "ours", small);
            Measured peerSmall = measure(aws, "peer", small);
            out.printf("%-40s %12s %12s%n", "", "ours", "zip, then put");
            row(out, megabytes + ", MB/s", bytes / MB / ours.seconds(), bytes / MB / peer.seconds());
            row(out, megabytes + ", seconds", ours.seconds(), peer.seconds());
            row(out, megabytes + " unchanged, seconds", again.seconds(), peer.seconds());
            row(out, megabytes + ", peak of the heap, MiB", ours.peakHeapMiB(), peer.peakHeapMiB());
            row(
                    out,
                    SMALL_FILES + " files, files/s",
                    SMALL_FILES / oursSmall.seconds(),
                    SMALL_FILES / peerSmall.seconds());
            row(out, SMALL_FILES + " files, peak of the heap, MiB", oursSmall.peakHeapMiB(), peerSmall.peakHeapMiB());
            out.println("The heap is that of one process, which does the agent's and the controller's part.");
            return new Bench.Figures(bytes / MB / ours.seconds(), bytes / MB / peer.seconds(), "MB/s", false);
        } finally {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static double size(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void row(PrintStream out, String name, double ours, double peer) {
        out.printf(Locale.ROOT, "%-40s %12.1f %12.1f%n", name, ours, peer);
    }

    /** One file of text that shrinks by a quarter, the others sparse. */
    private static Path large(Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] noise = new byte[3 << 20];
        Random random = new Random(1);
        try (OutputStream text = Files.newOutputStream(folder.resolve("file-0"))) {
            for (long written = 0; written < LARGE_FILE; written += 4 << 20) {
                random.nextBytes(noise);
                text.write(Base64.getEncoder().encode(noise));
            }
        }
        for (int i = 1; i < LARGE_FILES; i++) {
            try (RandomAccessFile sparse =
                    new RandomAccessFile(folder.resolve("file-" + i).toFile(), "rw")) {
                sparse.setLength(LARGE_FILE);
            }
        }
        return folder;
    }

    private static Path small(Path folder) throws IOException {
        Random random = new Random(2);
        byte[] noise = new byte[SMALL_FILE / 2];
        for (int i = 0; i < SMALL_FILES; i++) {
            Path in = Files.createDirectories(folder.resolve("folder-" + i / 500));
            random.nextBytes(noise);
            Files.writeString(
                    in.resolve("file-" + i + ".txt"),
                    Base64.getEncoder().encodeToString(noise) + "same ".repeat(SMALL_FILE / 10));
        }
        return folder;
    }

    private static Measured measure(LocalAws aws, String way, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BundleProcess.class.getName(),
                        way,
                        aws.endpoint().toString(),
                        aws.region(),
                        aws.rootKey().accessKeyId(),
                        aws.rootKey().secretAccessKey(),
                        BUCKET,
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(way + " failed: " + output);
        }
        return output.lines()
                .filter(line -> line.startsWith("measured "))
                .map(Measured::of)
                .findFirst()
                .orElseThrow();
    }
}
