package io.jenkins.plugins.awsdevtools.localaws.sts;

import static io.jenkins.plugins.awsdevtools.localaws.sts.StsServiceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

class WebIdentityTest {
    private static final String ISSUER = "https://jenkins.example.com/oidc";

    private static ShiftedClock clock;
    private static LocalAws aws;
    private static StsClient sts;
    private static KeyPair keys;
    private static Role role;

    @BeforeAll
    static void start() throws Exception {
        clock = new ShiftedClock();
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock));
        sts = LocalClients.prepare(aws.endpoint(), aws.region(), aws.rootKey(), StsClient.builder())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        aws.sts().createOidcProvider(OidcProvider.rsa(ISSUER, Set.of("sts.amazonaws.com"), keys.getPublic()));
        role = aws.sts().createRole("oidc", RoleTrust.ofAccount().withWebIdentity(ISSUER, "job/web/*"));
    }

    @AfterAll
    static void stop() {
        sts.close();
        aws.close();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", "sts.amazonaws.com");
        claims.put("sub", "job/web/main");
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
        return claims;
    }

    private static String token(Map<String, Object> claims) throws Exception {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        ObjectMapper json = new ObjectMapper();
        String text = encoder.encodeToString(json.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT"))) + "."
                + encoder.encodeToString(json.writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + encoder.encodeToString(signature.sign());
    }

    private static AssumeRoleWithWebIdentityResponse assume(String token) {
        return sts.assumeRoleWithWebIdentity(
                r -> r.roleArn(role.arn()).roleSessionName("main-7").webIdentityToken(token));
    }

    @Test
    void aTokenIsExchangedForASessionWithoutAnySignature() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("https://aws.amazon.com/tags", Map.of("principal_tags", Map.of("build", List.of("7"))));

        AssumeRoleWithWebIdentityResponse assumed = assume(token(claims));

        assertThat(assumed.subjectFromWebIdentityToken()).isEqualTo("job/web/main");
        assertThat(assumed.audience()).isEqualTo("sts.amazonaws.com");
        assertThat(assumed.provider()).isEqualTo("arn:aws:iam::123456789012:oidc-provider/jenkins.example.com/oidc");
        assertThat(aws.sts().roleSessions()).last().satisfies(session -> {
            assertThat(session.assumedBy()).isEqualTo("job/web/main");
            assertThat(session.tags()).isEqualTo(Map.of("build", "7"));
        });
        AwsSessionCredentials credentials = AwsSessionCredentials.create(
                assumed.credentials().accessKeyId(),
                assumed.credentials().secretAccessKey(),
                assumed.credentials().sessionToken());
        try (StsClient client = LocalClients.prepare(aws.endpoint(), aws.region(), aws.rootKey(), StsClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            assertThat(client.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/oidc/main-7");
            clock.advance(Duration.ofMinutes(61));
            refused("ExpiredToken", 403, client::getCallerIdentity);
        }
    }

    @Test
    void aTokenThatIsExpiredForAnotherOrBySomeoneElseIsRefused() throws Exception {
        String good = token(claims());
        clock.advance(Duration.ofMinutes(11));
        refused("ExpiredTokenException", 400, () -> assume(good));
        clock.reset();

        Map<String, Object> audience = claims();
        audience.put("aud", List.of("someone-else"));
        assertThat(refused("InvalidIdentityToken", 400, () -> assume(token(audience)))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Incorrect token audience");

        Map<String, Object> issuer = claims();
        issuer.put("iss", "https://elsewhere.example.com");
        refused("InvalidIdentityToken", 400, () -> assume(token(issuer)));

        Map<String, Object> subject = claims();
        subject.put("sub", "job/other/main");
        assertThat(refused("AccessDenied", 403, () -> assume(token(subject)))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void aTamperedTokenOrNoTokenAtAllIsRefused() throws Exception {
        String[] good = token(claims()).split("\\.");
        Map<String, Object> admin = claims();
        admin.put("sub", "job/web/admin");
        String[] other = token(admin).split("\\.");

        refused("InvalidIdentityToken", 400, () -> assume(good[0] + "." + other[1] + "." + good[2]));
        refused("InvalidIdentityToken", 400, () -> assume("not a token"));
        refused("ValidationError", 400, () -> assume("abc"));
    }

    @Test
    void aSharedSecretMaySignInTests() {
        aws.sts().createOidcProvider(OidcProvider.hmac("https://hmac.example.com", Set.of("a"), "secret"));

        refused("InvalidIdentityToken", 400, () -> assume("e30.eyJpc3MiOiJodHRwczovL2htYWMuZXhhbXBsZS5jb20ifQ.AAAA"));
    }
}
