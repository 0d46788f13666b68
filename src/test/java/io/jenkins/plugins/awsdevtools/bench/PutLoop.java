package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The least that sends files: presigned PUTs on many threads. It lists nothing, compares nothing, computes no digest and
 * tries nothing again.
 */
final class PutLoop {

    private static final int THREADS = 64;
    private static final long PART = 8L << 20;
    private static final Duration LIFE = Duration.ofHours(1);

    private final String bucket;
    private final String prefix;
    private final S3Presigner presigner;
    private final S3AsyncClient s3;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newCachedThreadPool())
            .build();

    PutLoop(URI endpoint, String region, AccessKey key, String bucket, String prefix) {
        this.prefix = prefix;
        this.bucket = bucket;
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        this.presigner = S3Presigner.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        this.s3 = S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                .build();
    }

    void send(Path folder) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<String>> puts = new ArrayList<>();
            for (Path file : files) {
                String path = prefix + "/" + folder.relativize(file);
                if (Files.size(file) > PART) {
                    parts(threads, file, path);
                } else {
                    puts.add(() -> put(
                            presigner.presignPutObject(p -> p.signatureDuration(LIFE)
                                    .putObjectRequest(r -> r.bucket(bucket).key(path))),
                            BodyPublishers.ofFile(file)));
                }
            }
            for (Future<String> put : threads.invokeAll(puts)) {
                put.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void parts(ExecutorService threads, Path file, String key) throws Exception {
        long size = Files.size(file);
        String id =
                s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).join().uploadId();
        List<Callable<String>> puts = new ArrayList<>();
        for (long from = 0; from < size; from += PART) {
            long at = from;
            int number = (int) (from / PART) + 1;
            long length = Math.min(PART, size - from);
            puts.add(() -> put(
                    presigner.presignUploadPart(p -> p.signatureDuration(LIFE)
                            .uploadPartRequest(
                                    r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number))),
                    slice(file, at, length)));
        }
        List<CompletedPart> done = new ArrayList<>();
        for (Future<String> put : threads.invokeAll(puts)) {
            done.add(CompletedPart.builder()
                    .partNumber(done.size() + 1)
                    .eTag(put.get())
                    .build());
        }
        s3.completeMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(done)))
                .join();
    }

    private static BodyPublisher slice(Path file, long from, long length) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        FileChannel channel = FileChannel.open(file).position(from);
                        return new FirstBytes(Channels.newInputStream(channel), length);
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                }),
                length);
    }

    private String put(PresignedRequest signed, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(signed.url().toString()))
                .PUT(body)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        return answer.headers().firstValue("etag").orElseThrow();
    }

    private static final class FirstBytes extends InputStream {
        private final InputStream in;
        private long left;

        FirstBytes(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
