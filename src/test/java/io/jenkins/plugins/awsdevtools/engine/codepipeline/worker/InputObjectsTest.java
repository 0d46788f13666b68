package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputObjectsTest {

    private static final JobArtifact CODE = new JobArtifact("Code", "artifacts", "pipe/Code/abc");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private LocalAws aws;
    private AwsClients clients;
    private InputObjects objects;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
        aws.s3().createBucket(CODE.bucket(), aws.region());
        clients = new AwsClients(Clock.systemUTC(), threads);
        objects = new InputObjects(clients);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
        threads.shutdownNow();
    }

    private AwsAccess session(AccessKey key) {
        return TestAccess.of(aws, key, AwsAccess.DEFAULT_ATTEMPTS);
    }

    private void put(String content) throws Exception {
        aws.s3().put(CODE.bucket(), CODE.key(), content.getBytes(StandardCharsets.UTF_8));
    }

    private static String get(SignedRequest signed) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(signed.uri()).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void anArtifactIsSignedAgainWithTheNextSessionAndInTheVersionThatWasLookedAt() throws Exception {
        aws.s3().bucket(CODE.bucket()).setVersioning(Bucket.Versioning.ENABLED);
        put("first");
        AccessKey next = aws.createUser("next");
        ObjectRequest request = resultOf(objects.request(session(aws.rootKey()), CODE, "code", true));
        put("second");

        SignedRequest again = objects.sign(session(next), "Code");

        assertThat(get(request.signed())).isEqualTo("first");
        assertThat(get(again)).isEqualTo("first");
        assertThat(again.uri().getQuery()).contains(next.accessKeyId());
    }

    @Test
    void whatWasNotAskedForIsNotSigned() throws Exception {
        put("first");
        resultOf(objects.request(session(aws.rootKey()), CODE, "code", true));

        assertThatThrownBy(() -> objects.sign(session(aws.rootKey()), "Other")).hasMessage("Other");
    }
}
