package io.jenkins.plugins.awsdevtools.localaws;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a job of a Jenkins over its remote API, prints its log as it grows, and exits with its result. */
public final class DemoRun {

    private static final Pattern RESULT = Pattern.compile("\"result\":(?:\"([A-Z_]+)\"|null)");
    private static final Pattern FIELD = Pattern.compile("\"(crumbRequestField|crumb)\":\"([^\"]+)\"");
    /** What Jenkins keeps in a log beside its text. */
    private static final Pattern CONSOLE_NOTE = Pattern.compile("\u001B\\[8mha:.*?\u001B\\[0m");

    private static final int PATIENCE_SECONDS = 300;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new java.net.CookieManager()).build();
    private final String job;
    private final String root;
    private final PrintStream out;

    private DemoRun(String root, String job, PrintStream out) {
        this.root = root;
        this.job = root + "/job/" + job;
        this.out = out;
    }

    /**
     * @param arguments the address of a Jenkins and a job; with {@code --follow} before, somebody else starts it; or
     *     {@code --list} and the file that tells of the AWS
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("--list")) {
            list(Path.of(arguments[1]), System.out);
            return;
        }
        if (arguments[0].equals("--follow")) {
            System.exit(new DemoRun(arguments[1], arguments[2], System.out).follow() ? 0 : 1);
        }
        System.exit(new DemoRun(arguments[0], arguments[1], System.out).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        start();
        return follow();
    }

    /** Waits for the first build, whoever starts it, and prints its log. */
    private boolean follow() throws IOException, InterruptedException {
        long shown = 0;
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            HttpResponse<byte[]> log = get(job + "/1/logText/progressiveText?start=" + shown);
            if (log.statusCode() == 200) {
                out.print(CONSOLE_NOTE.matcher(text(log)).replaceAll(""));
                out.flush();
                shown = log.headers().firstValueAsLong("X-Text-Size").orElse(shown);
                Matcher result = RESULT.matcher(text(get(job + "/1/api/json?tree=result")));
                boolean more = log.headers().firstValue("X-More-Data").isPresent();
                if (!more && result.find() && result.group(1) != null) {
                    return result.group(1).equals("SUCCESS");
                }
            }
            pause();
        }
        out.println("The job did not end in " + PATIENCE_SECONDS + " seconds.");
        return false;
    }

    private void start() throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(job + "/build?delay=0")).POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<byte[]> crumb = get(root + "/crumbIssuer/api/json");
        if (crumb.statusCode() == 200) {
            String field = "";
            String value = "";
            Matcher matcher = FIELD.matcher(text(crumb));
            while (matcher.find()) {
                if (matcher.group(1).equals("crumb")) {
                    value = matcher.group(2);
                } else {
                    field = matcher.group(2);
                }
            }
            request.header(field, value);
        }
        int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status >= 400) {
            throw new IOException("Jenkins did not start the job: HTTP " + status);
        }
    }

    private HttpResponse<byte[]> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    }

    private static void list(Path file, PrintStream out) throws IOException, InterruptedException {
        Properties aws = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            aws.load(reader);
        }
        try (var s3 = software.amazon.awssdk.services.s3.S3AsyncClient.builder()
                .endpointOverride(URI.create(aws.getProperty("endpoint")))
                .region(software.amazon.awssdk.regions.Region.of(aws.getProperty("region")))
                .forcePathStyle(true)
                .credentialsProvider(software.amazon.awssdk.auth.credentials.StaticCredentialsProvider.create(
                        software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create(
                                aws.getProperty("accessKeyId"), aws.getProperty("secretAccessKey"))))
                .build()) {
            for (String bucket : List.of(DemoProject.BUCKET, DemoProject.SITE_BUCKET)) {
                s3.listObjectsV2(request -> request.bucket(bucket))
                        .join()
                        .contents()
                        .forEach(object ->
                                out.println("  s3://" + bucket + "/" + object.key() + "  " + object.size() + " bytes"));
            }
        }
        URI site = URI.create(aws.getProperty("site"));
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(site).build(), HttpResponse.BodyHandlers.ofString());
        out.println(
                site + " answers HTTP " + page.statusCode() + ": " + page.body().strip());
    }
}
