package io.jenkins.plugins.awsdevtools.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure.Kind;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

class FailureTranslatorTest {

    private static final CallContext START = new CallContext("codebuild:StartBuild", "site", "eu-west-1");
    private static final String USER = "User: arn:aws:sts::123456789012:assumed-role/ci/jenkins";
    private static final String PROJECT = "arn:aws:codebuild:eu-west-1:123456789012:project/site";

    private static AwsErrorDetails details(String service, String code, String message) {
        return AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    private static AwsFailure ofCodeBuild(String code, int status, String message) {
        AwsServiceException thrown = CodeBuildException.builder()
                .awsErrorDetails(details("CodeBuild", code, message))
                .statusCode(status)
                .build();
        return FailureTranslator.translate(new CompletionException(thrown), START);
    }

    private static AwsFailure ofSts(String message) {
        AwsServiceException thrown = StsException.builder()
                .awsErrorDetails(details("Sts", "AccessDenied", message))
                .statusCode(403)
                .build();
        return FailureTranslator.translate(thrown, START);
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, CREDENTIALS_EXPIRED, true",
        "UnrecognizedClientException, CREDENTIALS_INVALID, false",
        "RequestExpired, CLOCK_SKEW, false",
        "ThrottlingException, THROTTLED, true",
        "AccountLimitExceededException, LIMIT_REACHED, false",
        "ResourceNotFoundException, NOT_FOUND, false",
        "InvalidInputException, INVALID_REQUEST, false",
        "SomethingNewException, OTHER, false"
    })
    void eachCodeOfAwsHasItsKind(String code, Kind kind, boolean passes) {
        AwsFailure failure = ofCodeBuild(code, 400, "said AWS");
        assertThat(failure)
                .extracting(AwsFailure::kind, AwsFailure::transientFault, AwsFailure::operation)
                .containsExactly(kind, passes, "codebuild:StartBuild");
        assertThat(failure.text()).doesNotContain("{").doesNotContain("null");
    }

    @Test
    void aSignatureThatIsTooOldMeansAWrongClock() {
        AwsFailure failure = ofCodeBuild(
                "InvalidSignatureException",
                403,
                "Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z (20260101T011500Z - 15 min.)");
        assertThat(failure.kind()).isEqualTo(Kind.CLOCK_SKEW);
        assertThat(failure.advice()).contains("NTP");
    }

    @Test
    void aReachedLimitNamesTheQuota() {
        AwsFailure failure = ofCodeBuild(
                "AccountLimitExceededException", 400, "Cannot have more than 60 builds in queue for the account");
        assertThat(failure.text()).contains("60 builds", "Concurrently running builds", "Service Quotas");
    }

    @Test
    void aNameThatDoesNotExistComesWithTheClosest() {
        AwsFailure failure = FailureTranslator.withClosest(
                ofCodeBuild("ResourceNotFoundException", 400, "Project cannot be found"),
                "siet",
                List.of("docs", "site", "other"));
        assertThat(failure.advice()).contains("site").doesNotContain("docs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " on resource: " + PROJECT,
                " on resource: \"" + PROJECT + "\"",
                " on resource: " + PROJECT + " because no identity-based policy allows the codebuild:StartBuild action"
            })
    void aDeniedCallPrintsTheStatementThatAllowsIt(String rest) {
        AwsFailure failure = ofCodeBuild(
                "AccessDeniedException", 400, USER + " is not authorized to perform: codebuild:StartBuild" + rest);
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.message()).contains("assumed-role/ci/jenkins", "codebuild:StartBuild");
        assertThat(failure.policyStatement().orElseThrow().replaceAll("\\s", ""))
                .isEqualTo("{\"Effect\":\"Allow\",\"Action\":\"codebuild:StartBuild\",\"Resource\":\""
                        + (rest.isEmpty() ? "*" : PROJECT) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with an explicit deny in a service control policy",
                "with an explicit deny in an identity-based policy",
                "with an explicit deny",
                "because no service control policy allows the codebuild:StartBuild action",
                "because no permissions boundary allows the codebuild:StartBuild action",
                "because no session policy allows the codebuild:StartBuild action"
            })
    void noStatementIsPrintedWhereNoneWouldHelp(String reason) {
        AwsFailure failure = ofCodeBuild(
                "AccessDeniedException",
                400,
                USER + " is not authorized to perform: codebuild:StartBuild on resource: " + PROJECT + " " + reason);
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.policyStatement()).isEmpty();
        assertThat(failure.advice()).contains("no policy of that identity");
    }

    @Test
    void aRoleThatMayNotBeAssumedIsAMatterOfItsTrustPolicyToo() {
        AwsFailure failure = ofSts("User: arn:aws:iam::123456789012:user/ci is not authorized to perform: "
                + "sts:AssumeRole on resource: arn:aws:iam::123456789012:role/deploy");
        assertThat(failure.advice()).contains("trust policy");
        assertThat(failure.policyStatement().orElseThrow()).contains("sts:AssumeRole", "role/deploy");
    }

    @Test
    void aTokenThatARoleDoesNotAcceptIsAMatterOfItsTrustPolicyAlone() {
        AwsFailure failure = ofSts("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(failure.message()).contains("sts:AssumeRoleWithWebIdentity");
        assertThat(failure.advice()).contains("trust policy", "audience");
        assertThat(failure.policyStatement()).isEmpty();
    }

    @Test
    void whatStsRefusesBeforeACallIsNotTakenForTheCall() {
        AwsFailure failure = ofSts("Roles may not be assumed by root accounts.");
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.message()).contains("Roles may not be assumed by root accounts.");
        assertThat(failure.policyStatement()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, NOT_FOUND", "403, DENIED"})
    void anAnswerWithoutABodyIsAwssIfItHasARequestId(int status, Kind kind) {
        CallContext head = new CallContext("s3:GetObject", "arn:aws:s3:::bucket/key", "eu-west-1");
        S3Exception.Builder bare = (S3Exception.Builder)
                S3Exception.builder().statusCode(status).awsErrorDetails(details("S3", null, null));
        assertThat(FailureTranslator.translate(bare.build(), head).kind()).isEqualTo(Kind.BAD_RESPONSE);
        AwsFailure failure = FailureTranslator.translate(bare.requestId("8A2F").build(), head);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.text()).contains("arn:aws:s3:::bucket/key").doesNotContain("null");
    }

    @Test
    void whatTheNetworkDoesIsToldFromItsCause() {
        assertThat(ofCause(new UnknownHostException("codebuild.eu-west-1.amazonaws.com")))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(ofCause(new SSLHandshakeException("PKIX path building failed")))
                .isEqualTo(Kind.TLS);
        assertThat(ofCause(new IOException("Could not connect to proxy"))).isEqualTo(Kind.PROXY);
        assertThat(ofCause(new IOException("The connection was closed during the request")))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(FailureTranslator.translate(
                                SdkClientException.create("Unable to load credentials from any of the providers"),
                                START)
                        .kind())
                .isEqualTo(Kind.CREDENTIALS_MISSING);
    }

    private static Kind ofCause(IOException cause) {
        return FailureTranslator.translate(
                        new CompletionException(SdkClientException.create("Unable to execute HTTP request", cause)),
                        START)
                .kind();
    }

    @Test
    void whatIsKnownAlreadyIsNotTranslatedTwice() {
        AwsFailure known = AwsFailure.notFound("codebuild:StartBuild", "no such project", "create it");
        assertThat(FailureTranslator.translate(new CompletionException(new AwsFailureException(known)), START))
                .isSameAs(known);
    }
}
