package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GitLoginsTest {

    private final LocalAws aws = LocalAws.start();
    private final AwsAccess access = TestAccess.root(aws);
    private URI url;

    @BeforeEach
    void createRepository() {
        aws.codeCommit().createRepository(aws.region(), "site").commit("main", "First", "index.html");
        url = URI.create(CodeCommitUrl.at(aws.endpoint(), "site"));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private int status(GitLogin login) throws Exception {
        String basic = Base64.getEncoder()
                .encodeToString((login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/info/refs?service=git-upload-pack"))
                                .header("Authorization", "Basic " + basic)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static GitLogin login(AwsClients clients, AwsAccess access, URI url) {
        return new GitLogins(clients, access).login(url).toCompletableFuture().join();
    }

    @Test
    void opensTheRepository() throws Exception {
        try (AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run)) {
            assertThat(status(login(clients, access, url))).isEqualTo(200);
        }
    }

    @Test
    void isSignedByTheClockOfAwsWhenThisMachinesIsWrong() throws Exception {
        for (Duration wrong : List.of(Duration.ofHours(5), Duration.ofHours(-5))) {
            try (AwsClients clients = new AwsClients(Clock.offset(Clock.systemUTC(), wrong), Runnable::run)) {
                assertThat(status(login(clients, access, url))).isEqualTo(200);
            }
        }
    }

    @Test
    void asksForTheClockOnce() {
        try (AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run)) {
            login(clients, access, url);
            login(clients, access, url);

            assertThat(aws.calls().count("codecommit:GetRepository")).isEqualTo(1);
        }
    }

    @Test
    void doesNotCareWhatTheAnswerToTheQuestionForTheClockIs() throws Exception {
        aws.faults().fail("codecommit:GetRepository", 1, "RepositoryDoesNotExistException", 400, "no");
        try (AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run)) {
            assertThat(status(login(clients, access, url))).isEqualTo(200);
        }
    }

    @Test
    void isGivenToManyThreadsAtOnce() {
        try (AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run)) {
            assertThat(IntStream.range(0, 50)
                            .parallel()
                            .mapToObj(i -> login(clients, access, url))
                            .map(GitLogin::user)
                            .distinct())
                    .containsExactly(aws.rootKey().accessKeyId());
        }
    }

    @Test
    void isForNoOtherServer() {
        AwsAccess real = new AwsAccess(
                access.credentials(), access.role(), access.region(), java.util.Optional.empty(), access.proxy(), 1);

        assertThat(GitLogins.isFor(real, URI.create("https://git-codecommit.us-east-1.amazonaws.com/v1/repos/site")))
                .isTrue();
        assertThat(GitLogins.isFor(real, URI.create("http://git-codecommit.us-east-1.amazonaws.com/v1/repos/site")))
                .isFalse();
        assertThat(GitLogins.isFor(real, URI.create("https://github.com/v1/repos/site")))
                .isFalse();
        assertThat(GitLogins.isFor(real, url)).isFalse();
        assertThat(GitLogins.isFor(access, URI.create("https://git-codecommit.us-east-1.amazonaws.com/v1/repos/site")))
                .isFalse();
        try (AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run)) {
            assertThatThrownBy(() -> new GitLogins(clients, access).login(URI.create("https://github.com/a/b")))
                    .isInstanceOf(ParameterException.class);
        }
    }
}
