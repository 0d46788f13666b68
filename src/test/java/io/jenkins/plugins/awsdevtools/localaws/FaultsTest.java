package io.jenkins.plugins.awsdevtools.localaws;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codebuild.CodeBuildAsyncClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class FaultsTest {
    private static final String LIST = "codebuild:ListProjects";

    private static LocalAws aws;
    private static CodeBuildClient codeBuild;
    private static StsClient sts;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        aws.register(new OneProject());
        codeBuild = LocalClients.root(aws, CodeBuildClient.builder());
        sts = LocalClients.root(aws, StsClient.builder());
    }

    @AfterAll
    static void stop() {
        codeBuild.close();
        sts.close();
        aws.close();
    }

    @AfterEach
    void forget() {
        aws.faults().clear();
        aws.calls().clear();
    }

    @Test
    void aCallWithoutFaultIsAnsweredAndRecorded() {
        assertThat(codeBuild.listProjects().projects()).containsExactly("one");
        assertThat(aws.calls().all()).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo(LIST);
            assertThat(call.caller().arn()).isEqualTo("arn:aws:iam::123456789012:root");
            assertThat(call.accessKeyId()).isEqualTo(aws.rootKey().accessKeyId());
            assertThat(call.region()).isEqualTo("eu-west-1");
            assertThat(call.executed()).isTrue();
        });
    }

    @Test
    void throttlingUsesTheCodeOfEachProtocolAndEnds() {
        aws.faults().throttle(LIST, 1);
        aws.faults().throttle("sts:*", 1);

        assertThatThrownBy(codeBuild::listProjects)
                .asInstanceOf(type(CodeBuildException.class))
                .satisfies(e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
                    assertThat(e.isThrottlingException()).isTrue();
                });
        assertThatThrownBy(sts::getCallerIdentity)
                .asInstanceOf(type(StsException.class))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling"));
        assertThat(codeBuild.listProjects().projects()).containsExactly("one");
        assertThat(aws.calls().count(LIST)).isEqualTo(2);
        assertThat(aws.calls().countExecuted(LIST)).isEqualTo(1);
    }

    @Test
    void aChosenErrorIsAnsweredAsGiven() {
        aws.faults().fail(LIST, 1, "InvalidInputException", 400, "No such thing");

        assertThatThrownBy(codeBuild::listProjects)
                .asInstanceOf(type(AwsServiceException.class))
                .satisfies(e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInputException");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("No such thing");
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.requestId()).isNotBlank();
                });
    }

    @Test
    void aDeniedCallerIsToldAsIamTellsItUntilAllowed() {
        AccessKey user = aws.createUser("ann");
        try (CodeBuildClient ann = LocalClients.as(aws, user, CodeBuildClient.builder())) {
            String arn = "arn:aws:iam::123456789012:user/ann";
            aws.faults().deny(LIST, arn);

            assertThatThrownBy(ann::listProjects)
                    .asInstanceOf(type(AwsServiceException.class))
                    .satisfies(e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                        assertThat(e.awsErrorDetails().errorMessage())
                                .isEqualTo("User: " + arn + " is not authorized to perform: codebuild:ListProjects on "
                                        + "resource: arn:aws:codebuild:eu-west-1:123456789012:project/* because no "
                                        + "identity-based policy allows the codebuild:ListProjects action");
                    });
            assertThat(codeBuild.listProjects().projects()).hasSize(1);
            aws.faults().allow(LIST, arn);
            assertThat(ann.listProjects().projects()).hasSize(1);
            assertThat(aws.calls().count(LIST, arn)).isEqualTo(2);
        }
    }

    @Test
    void expiredTokensHaveTheCodeOfEachProtocol() {
        aws.faults().expireToken("codebuild:*", 1);
        aws.faults().expireToken("sts:*", 1);

        assertThatThrownBy(codeBuild::listProjects)
                .asInstanceOf(type(AwsServiceException.class))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"));
        assertThatThrownBy(sts::getCallerIdentity)
                .asInstanceOf(type(AwsServiceException.class))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
    }

    @Test
    void aCallWhoseAnswerIsHeldIsDoneAndAnsweredWhenItIsReleased() throws Exception {
        aws.faults().holdAnswer(LIST, 1, Duration.ofMinutes(5));
        CompletableFuture<Integer> asked = CompletableFuture.supplyAsync(
                () -> codeBuild.listProjects().projects().size());

        aws.calls().awaitExecuted(LIST, 1);
        assertThat(asked).isNotDone();
        aws.faults().releaseStalled();
        assertThat(Eventually.resultOf(asked)).isEqualTo(1);
        assertThat(aws.calls().count(LIST)).isEqualTo(1);
    }

    @Test
    void aCallCutBeforeItsAnswerIsNotDone() {
        aws.faults().cutBeforeAnswer(LIST, 1);

        assertThatThrownBy(codeBuild::listProjects).isInstanceOf(SdkClientException.class);
        assertThat(aws.calls().count(LIST)).isEqualTo(1);
        assertThat(aws.calls().countExecuted(LIST)).isZero();
    }

    @Test
    void aCallCutAfterExecutionIsDoneButNotAnswered() throws InterruptedException {
        aws.faults().cutAfterExecution(LIST, 1);

        assertThatThrownBy(codeBuild::listProjects).isInstanceOf(SdkClientException.class);
        aws.calls().awaitExecuted(LIST, 1);
        assertThat(aws.calls().count(LIST)).isEqualTo(1);
    }

    @Test
    void aBodyCutInTheMiddleIsNeverTakenForWhole() {
        aws.faults().cutMidBody("*", 1);

        assertThatThrownBy(codeBuild::listProjects).isInstanceOf(SdkException.class);
    }

    @Test
    void garbageAndAProxysPageAreNotAnswersOfAws() {
        aws.faults().garbageBody(LIST, 1);
        assertThatThrownBy(codeBuild::listProjects).isInstanceOf(SdkException.class);
        assertThat(aws.calls().countExecuted(LIST)).isEqualTo(1);

        aws.faults().htmlErrorPage(LIST, 1);
        assertThatThrownBy(codeBuild::listProjects)
                .asInstanceOf(type(AwsServiceException.class))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(502));
        assertThat(aws.calls().countExecuted(LIST)).isEqualTo(1);
    }

    @Test
    void aStalledCallIsHeldUntilReleased() throws Exception {
        aws.faults().stall(LIST, 1, Duration.ofMinutes(10));
        try (CodeBuildAsyncClient async = LocalClients.root(aws, CodeBuildAsyncClient.builder())) {
            CompletableFuture<?> answer = async.listProjects();
            aws.calls().await(LIST, 1);
            assertThat(answer).isNotDone();
            assertThat(codeBuild.listProjects().projects()).hasSize(1);

            aws.faults().releaseStalled();
            assertThat(resultOf(answer)).isNotNull();
        }
    }

    @Test
    void aReleaseCountsForACallThatCameAndIsNotHeldYet() throws Exception {
        Faults faults = new Faults();
        faults.stall(LIST, 1, Duration.ofMinutes(10));
        Fault.Stall came = (Fault.Stall) faults.next(LIST).orElseThrow();

        faults.releaseStalled();

        assertThat(CompletableFuture.supplyAsync(() -> held(faults, came))).succeedsWithin(LIMIT);
    }

    private static boolean held(Faults faults, Fault.Stall stall) {
        try {
            return faults.hold(stall);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closingTheServerReleasesAStalledCall() throws Exception {
        LocalAws other = LocalAws.start();
        other.faults().stall("sts:*", 1, Duration.ofMinutes(10));
        try (StsClient client = LocalClients.root(other, StsClient.builder())) {
            CompletableFuture<Void> call = CompletableFuture.runAsync(client::getCallerIdentity);
            other.calls().await("sts:GetCallerIdentity", 1);
            other.close();
            assertThat(call).failsWithin(LIMIT);
        }
    }

    @Test
    void latencyDelaysEveryCall() {
        aws.faults().latency(LIST, Duration.ofMillis(200));

        long begin = System.nanoTime();
        codeBuild.listProjects();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anOperationWithoutItsServiceIsRefused() {
        assertThatThrownBy(() -> aws.faults().throttle("StartBuild", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Just enough of CodeBuild to be called. */
    private static final class OneProject implements LocalService {
        @Override
        public String signingName() {
            return "codebuild";
        }

        @Override
        public String resourceArn(AwsCall call) {
            return "arn:aws:codebuild:" + call.region() + ":" + call.caller().accountId() + ":project/*";
        }

        @Override
        public void handle(AwsCall call) throws IOException {
            call.replyJson(new ObjectMapper().readTree("{\"projects\": [\"one\"]}"));
        }
    }
}
