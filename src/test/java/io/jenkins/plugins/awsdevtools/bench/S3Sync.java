package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Syncs many small files and a large one to a LocalAws in another process: ours with a heap of 64 MiB, a plain parallel PUT
 * loop, {@code aws s3 sync} and {@code rclone sync}. A peer that is not installed is skipped, and said to be.
 *
 * <p>{@code -Dfiles=} and {@code -Dmegabytes=} make it smaller or larger, {@code -Dlatencies=0,30} says which latencies in
 * milliseconds are added to each request of the small files; 0 files or megabytes leave that part out.
 */
final class S3Sync implements Bench.Scenario {

    private static final int FILES = Integer.getInteger("files", 10_000);
    private static final int FILE_SIZE = 5 * 1024;
    private static final int MEGABYTES = Integer.getInteger("megabytes", 5 * 1024);
    private static final int[] LATENCIES = Stream.of(
                    System.getProperty("latencies", "0,30").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final String AWS = Files.isExecutable(Path.of("/usr/bin/aws")) ? "/usr/bin/aws" : "aws";
    private static final String HEAP = "-Xmx64m";

    /** The collector that the JVM takes by itself on a small machine; the usual one marks a heap of 64 MiB without end. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /** Files that a process has sent before it is measured. */
    private static final int WARM_UP = 8000;

    /** Files that the server has taken before: after fewer, whoever comes first waits for code that is not compiled yet. */
    private static final int SERVER_WARM_UP = 24_000;

    private static final int[] RCLONE_SMALL = {16, 64, 128, 256};
    private static final int[] RCLONE_LARGE = {16};

    private Path home;
    private Process server;
    private BufferedReader answers;
    private String endpoint;
    private String region;
    private AccessKey key;
    private double peakHeap;
    private Duration serverCpu = Duration.ZERO;

    /**
     * One sync.
     *
     * @param seconds negative if there is no such command
     * @param cpu seconds of the processor that the client took; a peer is asked while it runs, so up to 20 ms are missing
     */
    private record Took(double seconds, double cpu) {
        static final Took NOTHING = new Took(-1, 0);
    }

    @Override
    public String about() {
        return "s3Deploy beside a PUT loop, aws s3 sync and rclone: small files with and without latency, a large file";
    }

    @Override
    public Bench.Figures run(PrintStream out) throws Exception {
        home = Files.createTempDirectory("s3-sync-");
        try {
            out.println("Peers: " + String.join(", ", version(AWS, "--version"), version("rclone", "version")));
            double[] last = {0, 0};
            if (MEGABYTES > 0) {
                Path large = largeFile();
                for (int latency : LATENCIES) {
                    last = large(out, large, latency);
                }
                delete(large);
            }
            if (FILES > 0) {
                Path small = tree();
                for (int latency : LATENCIES) {
                    last = small(out, small, latency);
                }
            }
            return new Bench.Figures(last[0], last[1], "seconds", true);
        } finally {
            stop();
            delete(home);
        }
    }

    /** @return ours and aws s3 sync */
    private double[] small(PrintStream out, Path small, int latency) throws Exception {
        start(latency);
        // Whoever comes first would pay for a server that has done nothing yet.
        java("put", small.resolve("d0"), "warm", SERVER_WARM_UP);
        counts();
        serverCpu();
        Took ours = java("ours", small, "ours", WARM_UP);
        out.printf(Locale.ROOT, "%5d ms  heap of s3Deploy at most %.1f MiB (%s)%n", latency, peakHeap, HEAP);
        row(out, latency, "s3Deploy", ours, counts());
        row(out, latency, "s3Deploy, unchanged", java("ours", small, "ours", WARM_UP), counts());
        row(out, latency, "s3Deploy, new process", java("ours", small, "first", 1), counts());
        row(out, latency, "PUT loop", java("put", small, "put", WARM_UP), counts());
        Took peer = aws(small, "aws");
        row(out, latency, "aws s3 sync", peer, counts());
        row(out, latency, "aws s3 sync, unchanged", aws(small, "aws"), counts());
        for (int transfers : RCLONE_SMALL) {
            row(
                    out,
                    latency,
                    "rclone --transfers " + transfers,
                    rclone(small, "rclone" + transfers, transfers),
                    counts());
        }
        stop();
        return new double[] {ours.seconds(), peer.seconds()};
    }

    private Path largeFile() throws IOException {
        Path folder = Files.createDirectories(home.resolve("large"));
        byte[] block = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream file = Files.newOutputStream(folder.resolve("big.bin"))) {
            for (int i = 0; i < MEGABYTES; i++) {
                random.nextBytes(block);
                file.write(block);
            }
        }
        return folder;
    }

    /** Each way gets a server of its own, so that no more than two copies are on the disk. @return ours and the PUT loop */
    private double[] large(PrintStream out, Path folder, int latency) throws Exception {
        start(latency);
        Took loop = java("put", folder, "put", WARM_UP);
        mib(out, latency, "PUT loop", loop);
        stop();
        start(latency);
        Took ours = java("ours", folder, "ours", WARM_UP);
        mib(out, latency, "s3Deploy", ours);
        out.printf(Locale.ROOT, "%5d ms  heap of s3Deploy at most %.1f MiB (%s)%n", latency, peakHeap, HEAP);
        stop();
        start(latency);
        mib(out, latency, "aws s3 sync", aws(folder, "aws"));
        stop();
        for (int streams : RCLONE_LARGE) {
            start(latency);
            mib(out, latency, "rclone --s3-upload-concurrency " + streams, rclone(folder, "rclone16", streams));
            stop();
        }
        return new double[] {ours.seconds(), loop.seconds()};
    }

    private void row(PrintStream out, int latency, String name, Took took, String counts) {
        out.printf(
                Locale.ROOT,
                took.seconds() < 0
                        ? "%5d ms  %-24s not installed%n"
                        : "%5d ms  %-24s %8.2f s %8.0f files/s  cpu %5.1f s, server %5.1f s   %s%n",
                latency,
                name,
                took.seconds(),
                FILES / took.seconds(),
                took.cpu(),
                serverCpu(),
                counts);
    }

    private void mib(PrintStream out, int latency, String name, Took took) {
        out.printf(
                Locale.ROOT,
                took.seconds() < 0
                        ? "%5d ms  %-34s not installed%n"
                        : "%5d ms  %-34s %8.2f s %8.0f MiB/s  cpu %5.1f s, server %5.1f s%n",
                latency,
                name,
                took.seconds(),
                MEGABYTES / took.seconds(),
                took.cpu(),
                serverCpu());
    }

    private Path tree() throws IOException {
        Path small = Files.createDirectories(home.resolve("small"));
        Random random = new Random(1);
        byte[] content = new byte[FILE_SIZE];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(content);
            Path folder = Files.createDirectories(small.resolve("d" + i / 100));
            Files.write(folder.resolve("f" + i), content);
        }
        return small;
    }

    private Took java(String way, Path folder, String bucket, int first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        COLLECTOR,
                        "-cp",
                        System.getProperty("java.class.path"),
                        S3SyncProcess.class.getName(),
                        way,
                        endpoint,
                        region,
                        key.accessKeyId(),
                        key.secretAccessKey(),
                        bucket,
                        folder.toString(),
                        "" + first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(way + " failed: " + output);
        }
        String[] measured = output.lines()
                .filter(line -> line.startsWith("measured "))
                .findFirst()
                .orElseThrow()
                .split(" ");
        peakHeap = Double.parseDouble(measured[3]);
        return new Took(Double.parseDouble(measured[1]), Double.parseDouble(measured[2]));
    }

    private Took aws(Path folder, String bucket) throws Exception {
        return timed(List.of(
                AWS,
                "--endpoint-url",
                endpoint,
                "s3",
                "sync",
                "--quiet",
                "--delete",
                folder.toString(),
                "s3://" + bucket + "/p/"));
    }

    /** As fast as it goes: no HEAD after a PUT, whole listings, more streams for a large file. */
    private Took rclone(Path folder, String bucket, int transfers) throws Exception {
        return timed(List.of(
                "rclone",
                "sync",
                "--config",
                home.resolve("rclone.conf").toString(),
                // The provider AWS wants a host name for each bucket, whatever is said about path style.
                "--s3-provider",
                "Minio",
                "--s3-endpoint",
                endpoint,
                "--s3-env-auth",
                "--s3-region",
                region,
                "--s3-no-check-bucket",
                "--s3-no-head",
                "--s3-force-path-style",
                "--fast-list",
                "--s3-upload-concurrency",
                "" + Math.min(16, transfers),
                "--transfers",
                "" + transfers,
                "--checkers",
                "" + transfers,
                folder.toString(),
                ":s3:" + bucket + "/p"));
    }

    private Took timed(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", key.accessKeyId());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        builder.environment().put("AWS_DEFAULT_REGION", region);
        // rclone cannot use one; the server speaks HTTP anyway.
        builder.environment().remove("AWS_CA_BUNDLE");
        builder.redirectOutput(home.resolve("peer.log").toFile());
        long from = System.nanoTime();
        Process peer;
        try {
            peer = builder.start();
        } catch (IOException notInstalled) {
            return Took.NOTHING;
        }
        Duration cpu = Duration.ZERO;
        do {
            cpu = peer.info().totalCpuDuration().orElse(cpu);
        } while (!peer.waitFor(20, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - from) / 1e9;
        int exit = peer.exitValue();
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit + ": " + Files.readString(home.resolve("peer.log")));
        }
        return new Took(seconds, cpu.toMillis() / 1000.0);
    }

    /** Since it was asked last. */
    private double serverCpu() {
        Duration now = server.info().totalCpuDuration().orElse(Duration.ZERO);
        double seconds = now.minus(serverCpu).toMillis() / 1000.0;
        serverCpu = now;
        return seconds;
    }

    private static String version(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.lines().findFirst().orElse("");
        } catch (IOException notInstalled) {
            return command[0] + " is not installed";
        }
    }

    private void start(int latency) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path")));
        String options = System.getProperty("server.options", "");
        if (!options.isEmpty()) {
            command.addAll(1, List.of(options.split(" ")));
        }
        command.addAll(List.of(
                S3SyncServer.class.getName(),
                "" + latency,
                "ours,first,warm,put,aws,rclone16,rclone64,rclone128,rclone256"));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String[] told = answers.readLine().split(" ");
        endpoint = told[0];
        region = told[1];
        key = new AccessKey(told[2], told[3]);
        serverCpu = Duration.ZERO;
    }

    private String counts() throws IOException {
        server.getOutputStream().write('\n');
        server.getOutputStream().flush();
        return answers.readLine();
    }

    private void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.getOutputStream().close();
            server.waitFor();
            server = null;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
