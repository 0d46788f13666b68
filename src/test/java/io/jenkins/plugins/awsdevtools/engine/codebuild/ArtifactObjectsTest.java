package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArtifactObjectsTest {

    private static final String BUCKET = "artifacts";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private LocalAws aws;
    private AwsClients clients;
    private AwsAccess access;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
        aws.s3().createBucket(BUCKET, aws.region());
        clients = new AwsClients(Clock.systemUTC(), threads);
        access = TestAccess.root(aws, AwsAccess.DEFAULT_ATTEMPTS);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
        threads.shutdownNow();
    }

    @Test
    void theObjectsOfAPageAreSignedAgainByNameAndNothingElse() throws Exception {
        aws.s3().put(BUCKET, "site/a.txt", new byte[] {1});
        aws.s3().put(BUCKET, "site/b.txt", new byte[] {2});
        aws.s3().put(BUCKET, "secret", new byte[] {3});
        ArtifactObjects objects = new ArtifactObjects(
                clients,
                access,
                List.of(new BuildArtifact("", "", "arn:aws:s3:::" + BUCKET + "/site", null)),
                "",
                true);

        List<ObjectRequest> page = objects.next();

        assertThat(page).extracting(ObjectRequest::path).containsExactly("a.txt", "b.txt");
        for (ObjectRequest request : page) {
            assertThat(objects.sign(request.name()).uri().getPath())
                    .isEqualTo(request.signed().uri().getPath());
        }
        assertThatThrownBy(() -> objects.sign("s3://" + BUCKET + "/secret")).isInstanceOf(IOException.class);
    }

    @Test
    void whatCouldNotBeLookedUpOnceIsGivenWhenItIsAskedForAgain() throws Exception {
        aws.s3().put(BUCKET, "packed.zip", new byte[] {1});
        aws.s3().put(BUCKET, "site/a.txt", new byte[] {1});
        ArtifactObjects objects = new ArtifactObjects(
                clients,
                TestAccess.root(aws),
                List.of(
                        new BuildArtifact("", "", "arn:aws:s3:::" + BUCKET + "/packed.zip", "0".repeat(64)),
                        new BuildArtifact("", "", "arn:aws:s3:::" + BUCKET + "/site", null)),
                "",
                false);
        aws.faults().fail("s3:HeadObject", 1, "SlowDown", 503, "Please reduce your request rate.");
        aws.faults().fail("s3:ListObjectsV2", 1, "SlowDown", 503, "Please reduce your request rate.");

        assertThatThrownBy(objects::next).isInstanceOf(AwsFailureException.class);
        assertThat(objects.next()).extracting(ObjectRequest::path).containsExactly("packed.zip");
        assertThatThrownBy(objects::next).isInstanceOf(AwsFailureException.class);
        assertThat(objects.next()).extracting(ObjectRequest::path).containsExactly("a.txt");
        assertThat(objects.next()).isEmpty();
    }
}
