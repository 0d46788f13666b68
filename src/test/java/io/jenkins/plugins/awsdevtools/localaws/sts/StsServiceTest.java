package io.jenkins.plugins.awsdevtools.localaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

class StsServiceTest {
    private static final String ACCOUNT = "123456789012";
    private static final String ANN = "arn:aws:iam::" + ACCOUNT + ":user/ann";

    private static ShiftedClock clock;
    private static LocalAws aws;
    private StsClient sts;

    @BeforeAll
    static void start() {
        clock = new ShiftedClock();
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock));
    }

    @BeforeEach
    void login() {
        sts = LocalClients.as(aws, aws.createUser("ann"), StsClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @AfterEach
    void logout() {
        sts.close();
        clock.reset();
    }

    static StsException refused(String code, int status, ThrowingCallable call) {
        StsException refusal = catchThrowableOfType(StsException.class, call);
        assertThat(refusal).as("refusal with " + code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.statusCode()).isEqualTo(status);
        return refusal;
    }

    private AssumeRoleResponse assume(Role role, Consumer<AssumeRoleRequest.Builder> more) {
        return sts.assumeRole(request ->
                request.roleArn(role.arn()).roleSessionName("build-1").applyMutation(more));
    }

    private static StsClient as(Credentials credentials) {
        return LocalClients.prepare(aws.endpoint(), aws.region(), aws.rootKey(), StsClient.builder())
                .credentialsProvider(session(credentials))
                .build();
    }

    private static StaticCredentialsProvider session(Credentials credentials) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    @Test
    void aUserIsToldWhoTheyAre() {
        AccessKey key = aws.createUser("deployer");
        try (StsClient client = LocalClients.as(aws, key, StsClient.builder())) {
            GetCallerIdentityResponse identity = client.getCallerIdentity();

            assertThat(identity.arn()).isEqualTo("arn:aws:iam::123456789012:user/deployer");
            assertThat(identity.account()).isEqualTo(ACCOUNT);
            assertThat(identity.userId()).startsWith("AIDA").hasSize(20);
        }
    }

    @Test
    void anAssumedRoleCallsWithItsOwnIdentityUntilItExpires() {
        Role role = aws.sts().createRole("builder", RoleTrust.ofAccount());
        Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);

        AssumeRoleResponse assumed = assume(role, r -> r.durationSeconds(900)
                .tags(Tag.builder().key("job").value("web/main").build())
                .transitiveTagKeys("job"));

        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/builder/build-1");
        assertThat(assumed.credentials().accessKeyId()).startsWith("ASIA");
        assertThat(assumed.credentials().expiration())
                .isBetween(before.plusSeconds(900), clock.instant().plusSeconds(900));
        assertThat(aws.sts().roleSessions()).last().satisfies(session -> {
            assertThat(session.assumedBy()).isEqualTo(ANN);
            assertThat(session.tags()).isEqualTo(Map.of("job", "web/main"));
            assertThat(session.transitiveTagKeys()).containsExactly("job");
        });
        try (StsClient client = as(assumed.credentials());
                S3Client s3 = LocalClients.prepare(aws.endpoint(), aws.region(), aws.rootKey(), S3Client.builder())
                        .credentialsProvider(session(assumed.credentials()))
                        .build()) {
            assertThat(client.getCallerIdentity().arn())
                    .isEqualTo(assumed.assumedRoleUser().arn());
            assertThat(s3.listBuckets().buckets()).isEmpty();

            clock.advance(Duration.ofSeconds(901));

            refused("ExpiredToken", 403, client::getCallerIdentity);
            assertThatThrownBy(s3::listBuckets).isInstanceOfSatisfying(S3Exception.class, e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
                assertThat(e.statusCode()).isEqualTo(400);
            });
        }
    }

    @Test
    void aSessionsKeyIsWorthlessWithoutItsToken() {
        Role role = aws.sts().createRole("tokens", RoleTrust.ofAccount());
        Credentials credentials = assume(role, r -> {}).credentials();
        AccessKey key = new AccessKey(credentials.accessKeyId(), credentials.secretAccessKey());

        try (StsClient bare = LocalClients.as(aws, key, StsClient.builder());
                StsClient forged =
                        as(credentials.toBuilder().sessionToken("forged").build())) {
            refused("InvalidClientTokenId", 403, bare::getCallerIdentity);
            refused("InvalidClientTokenId", 403, forged::getCallerIdentity);
        }
    }

    @Test
    void onlyTrustedCallersWithTheExternalIdMayAssume() {
        Role external = aws.sts().createRole("external", RoleTrust.ofAccount().withExternalId("the-id"));
        Role others = aws.sts().createRole("others", RoleTrust.ofAccount().withCallers("arn:aws:iam::1:user/bob"));
        Role anns = aws.sts().createRole("anns", RoleTrust.ofAccount().withCallers(ANN));

        assertThat(refused("AccessDenied", 403, () -> assume(external, r -> {}))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("User: " + ANN + " is not authorized to perform: sts:AssumeRole on resource: "
                        + external.arn());
        refused("AccessDenied", 403, () -> assume(external, r -> r.externalId("another")));
        refused("AccessDenied", 403, () -> assume(others, r -> {}));
        refused(
                "AccessDenied",
                403,
                () -> assume(new Role("arn:aws:iam::123456789012:role/none", "AROA", RoleTrust.ofAccount()), r -> {}));
        assertThat(assume(external, r -> r.externalId("the-id")).credentials()).isNotNull();
        assertThat(assume(anns, r -> {}).credentials()).isNotNull();
        assertThat(aws.sts().roleSessions()).extracting(RoleSession::externalId).contains(Optional.of("the-id"));
    }

    @Test
    void rootMayNotAssumeARole() {
        Role role = aws.sts().createRole("for-users", RoleTrust.ofAccount());
        try (StsClient root = LocalClients.root(aws, StsClient.builder())) {
            assertThat(refused(
                                    "AccessDenied",
                                    403,
                                    () -> root.assumeRole(
                                            r -> r.roleArn(role.arn()).roleSessionName("root")))
                            .awsErrorDetails()
                            .errorMessage())
                    .isEqualTo("Roles may not be assumed by root accounts.");
        }
    }

    @Test
    void durationsAreBoundedByTheApiTheRoleAndChaining() {
        Role hour = aws.sts().createRole("hour", RoleTrust.ofAccount());
        Role half = aws.sts().createRole("half-day", RoleTrust.ofAccount().withMaxSession(Duration.ofHours(12)));

        refused("ValidationError", 400, () -> assume(hour, r -> r.durationSeconds(899)));
        refused("ValidationError", 400, () -> assume(half, r -> r.durationSeconds(43_201)));
        assertThat(refused("ValidationError", 400, () -> assume(hour, r -> r.durationSeconds(3601)))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("MaxSessionDuration");
        Credentials long12 = assume(half, r -> r.durationSeconds(43_200)).credentials();
        try (StsClient chained = as(long12)) {
            refused(
                    "ValidationError",
                    400,
                    () -> chained.assumeRole(
                            r -> r.roleArn(half.arn()).roleSessionName("next").durationSeconds(3601)));
            assertThat(chained.assumeRole(r -> r.roleArn(half.arn()).roleSessionName("next"))
                            .credentials())
                    .isNotNull();
        }
    }

    @Test
    void sessionNamesAndArnsAreChecked() {
        Role role = aws.sts().createRole("names", RoleTrust.ofAccount());

        for (String name : List.of("x", "with blank", "slash/ed", "n".repeat(65))) {
            assertThat(refused("ValidationError", 400, () -> assume(role, r -> r.roleSessionName(name)))
                            .awsErrorDetails()
                            .errorMessage())
                    .contains("roleSessionName");
        }
        refused("ValidationError", 400, () -> assume(role, r -> r.roleArn("arn:aws:iam::12:role/x")));
        refused("ValidationError", 400, () -> assume(role, r -> r.roleArn("arn:aws:s3:::not-a-role-at-all")));
        assertThat(assume(role, r -> r.roleSessionName("A_b+c=d,e.f@g-h")).credentials())
                .isNotNull();
    }

    @Test
    void sessionTagsHaveLimits() {
        Role role = aws.sts().createRole("tags", RoleTrust.ofAccount());
        Role untagged = aws.sts().createRole("untagged", RoleTrust.ofAccount().withoutTagSession());

        refused(
                "ValidationError",
                400,
                () -> assume(
                        role,
                        r -> r.tags(IntStream.range(0, 51)
                                .mapToObj(i -> tag("k" + i, "v"))
                                .toList())));
        refused("ValidationError", 400, () -> assume(role, r -> r.tags(tag("k".repeat(129), "v"))));
        refused("ValidationError", 400, () -> assume(role, r -> r.tags(tag("k", "v".repeat(257)))));
        refused("ValidationError", 400, () -> assume(role, r -> r.tags(tag("k", "semi;colon"))));
        refused("InvalidParameterValue", 400, () -> assume(role, r -> r.tags(tag("Job", "1"), tag("job", "2"))));
        refused(
                "InvalidParameterValue",
                400,
                () -> assume(role, r -> r.tags(tag("a", "1")).transitiveTagKeys("b")));
        assertThat(refused("AccessDenied", 403, () -> assume(untagged, r -> r.tags(tag("a", "1"))))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("sts:TagSession");
        assertThat(assume(
                                role,
                                r -> r.tags(IntStream.range(0, 50)
                                        .mapToObj(i -> tag("k" + i, "v"))
                                        .toList()))
                        .packedPolicySize())
                .isNotNull();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
