package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.s3.DeployOptions;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Place;
import io.jenkins.plugins.awsdevtools.engine.s3.StoreSettings;
import io.jenkins.plugins.awsdevtools.engine.s3.TransferFixture;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Syncs many small files and a large one to a LocalAws in another process: ours, {@code aws s3 sync} and
 * {@code rclone sync}. A peer that is not installed is skipped, and said to be. {@code -Dfiles=} and {@code -Dmegabytes=}
 * make it smaller.
 */
final class S3Sync implements Bench.Scenario {

    private static final int FILES = Integer.getInteger("files", 10_000);
    private static final int FILE_SIZE = 5 * 1024;
    private static final int MEGABYTES = Integer.getInteger("megabytes", 5 * 1024);
    private static final int LATENCY = 30;
    private static final int[] RCLONE_TRANSFERS = {16, 64};

    private Path home;
    private Process server;
    private BufferedReader answers;
    private String endpoint;
    private String region;
    private AccessKey key;

    @Override
    public String about() {
        return "s3Deploy beside aws s3 sync and rclone: small files, a large one, with and without latency";
    }

    @Override
    public Bench.Figures run(PrintStream out) throws Exception {
        home = Files.createTempDirectory("s3-sync-");
        try {
            Path small = tree();
            double[] late = new double[2];
            for (int latency : new int[] {0, LATENCY}) {
                start(latency);
                double ours = ours(small, "ours");
                row(out, latency, "s3Deploy", ours);
                counts();
                double again = ours(small, "ours");
                out.printf(Locale.ROOT, "%5d ms  s3Deploy, unchanged   %8.1f s   %s%n", latency, again, counts());
                double peer = aws(small, "aws");
                row(out, latency, "aws s3 sync", peer);
                for (int transfers : RCLONE_TRANSFERS) {
                    row(
                            out,
                            latency,
                            "rclone --transfers " + transfers,
                            rclone(small, "rclone" + transfers, transfers));
                }
                stop();
                late[0] = ours;
                late[1] = peer;
            }
            large(out);
            return new Bench.Figures(late[0], late[1], "seconds", true);
        } finally {
            stop();
            delete(home);
        }
    }

    private void large(PrintStream out) throws Exception {
        Path folder = Files.createDirectories(home.resolve("large"));
        byte[] block = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream file = Files.newOutputStream(folder.resolve("big.bin"))) {
            for (int i = 0; i < MEGABYTES; i++) {
                random.nextBytes(block);
                file.write(block);
            }
        }
        start(0);
        mib(out, "s3Deploy", ours(folder, "ours"));
        mib(out, "aws s3 sync", aws(folder, "aws"));
        mib(out, "rclone", rclone(folder, "rclone16", 4));
        stop();
    }

    private static void row(PrintStream out, int latency, String name, double seconds) {
        out.printf(
                Locale.ROOT,
                seconds < 0 ? "%5d ms  %-22s not installed%n" : "%5d ms  %-22s %8.1f s %8.0f files/s%n",
                latency,
                name,
                seconds,
                FILES / seconds);
    }

    private static void mib(PrintStream out, String name, double seconds) {
        out.printf(
                Locale.ROOT,
                seconds < 0 ? "large  %-22s not installed%n" : "large  %-22s %8.1f s %8.0f MiB/s%n",
                name,
                seconds,
                MEGABYTES / seconds);
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

    private double ours(Path folder, String bucket) throws Exception {
        long from = System.nanoTime();
        try (TransferFixture fixture = new TransferFixture(URI.create(endpoint), region, key)) {
            fixture.transfers(folder, Journal.inMemory())
                    .deploy(
                            new S3Place(bucket, "p", null),
                            new StoreSettings(List.of(), null, null, false),
                            new SyncOrder(
                                    "",
                                    List.of(),
                                    List.of(),
                                    SyncOrder.PAGES,
                                    true,
                                    false,
                                    false,
                                    false,
                                    SyncOrder.DEFAULT_THREADS),
                            DeployOptions.NONE)
                    .result()
                    .toCompletableFuture()
                    .get();
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private double aws(Path folder, String bucket) throws Exception {
        String command = Files.isExecutable(Path.of("/usr/bin/aws")) ? "/usr/bin/aws" : "aws";
        return timed(List.of(
                command,
                "--endpoint-url",
                endpoint,
                "s3",
                "sync",
                "--quiet",
                "--delete",
                folder.toString(),
                "s3://" + bucket + "/p/"));
    }

    private double rclone(Path folder, String bucket, int transfers) throws Exception {
        return timed(List.of(
                "rclone",
                "sync",
                "--s3-provider",
                "AWS",
                "--s3-endpoint",
                endpoint,
                "--s3-env-auth",
                "--s3-region",
                region,
                "--s3-no-check-bucket",
                "--s3-force-path-style",
                "--transfers",
                "" + transfers,
                "--checkers",
                "" + transfers,
                folder.toString(),
                ":s3:" + bucket + "/p"));
    }

    /** Seconds; -1 if there is no such command. */
    private double timed(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", key.accessKeyId());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        builder.environment().put("AWS_DEFAULT_REGION", region);
        builder.redirectOutput(home.resolve("peer.log").toFile());
        long from = System.nanoTime();
        Process peer;
        try {
            peer = builder.start();
        } catch (IOException notInstalled) {
            return -1;
        }
        int exit = peer.waitFor();
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit + ": " + Files.readString(home.resolve("peer.log")));
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private void start(int latency) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                S3SyncServer.class.getName(),
                "" + latency,
                "ours,aws,rclone16,rclone64"));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String[] told = answers.readLine().split(" ");
        endpoint = told[0];
        region = told[1];
        key = new AccessKey(told[2], told[3]);
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
