package io.jenkins.plugins.awsdevtools.engine.client;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure.Kind;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import io.jenkins.plugins.awsdevtools.localaws.sts.OidcProvider;
import io.jenkins.plugins.awsdevtools.localaws.sts.RoleSession;
import io.jenkins.plugins.awsdevtools.localaws.sts.RoleTrust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** A role's sessions, renewed and refused by a real STS over HTTP. */
class RoleCredentialsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/jenkins";

    private static ShiftedClock clock;
    private static ExecutorService threads;
    private static AwsClients clients;
    private final LocalAws aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock));
    private AccessKey user;

    /** For all tests, because the clients' threads take two seconds to end; each test has an endpoint of its own. */
    @BeforeAll
    static void open() {
        clock = new ShiftedClock();
        threads = Executors.newFixedThreadPool(2);
        clients = new AwsClients(clock, threads);
    }

    @AfterAll
    static void close() {
        clients.close();
        threads.shutdownNow();
    }

    @BeforeEach
    void createRole() {
        user = aws.createUser("ci");
        aws.sts().createRole("jenkins", RoleTrust.ofAccount().withExternalId("jenkins-42"));
    }

    @AfterEach
    void stop() {
        aws.close();
        clock.reset();
    }

    private AwsAccess access(CredentialSource credentials, String session, Map<String, String> tags) {
        RoleToAssume role = new RoleToAssume(ROLE, Optional.of("jenkins-42"), session, tags, Duration.ofHours(1));
        return new AwsAccess(
                credentials,
                Optional.of(role),
                Region.EU_WEST_1,
                Optional.of(aws.endpoint()),
                Optional.empty(),
                AwsAccess.DEFAULT_ATTEMPTS);
    }

    private CredentialSource key() {
        return new CredentialSource.Supplied(
                "key", () -> AwsBasicCredentials.create(user.accessKeyId(), user.secretAccessKey()));
    }

    private String caller(AwsAccess access) throws InterruptedException, ExecutionException, TimeoutException {
        return resultOf(clients.sts(access).getCallerIdentity()).arn();
    }

    @Test
    void threeHoursOfWorkGoOnWithSessionsOfOneHour() throws Exception {
        AwsAccess access = access(key(), "site-7", Map.of("jenkins-job", "site"));
        for (int minutes = 0; minutes <= 180; minutes += 10) {
            assertThat(caller(access)).endsWith(":assumed-role/jenkins/site-7");
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(aws.sts().roleSessions()).hasSize(4).allSatisfy(session -> assertThat(session)
                .extracting(RoleSession::name, RoleSession::tags)
                .containsExactly("site-7", Map.of("jenkins-job", "site")));
    }

    @Test
    void runsOfOneRoleShareTheSessionThatReadsStatus() throws Exception {
        AwsAccess one = access(key(), "site-7", Map.of("jenkins-build", "7")).withoutSessionTags();
        AwsAccess other = access(key(), "docs-1", Map.of("jenkins-build", "1")).withoutSessionTags();
        assertThat(clients.sts(one)).isSameAs(clients.sts(other));
        assertThat(caller(one)).endsWith("/jenkins").isEqualTo(caller(other));
        assertThat(aws.sts().roleSessions()).hasSize(1);
    }

    @Test
    void aTokenThatAwsCallsExpiredIsDroppedAndTheNextCallHasANewOne() throws Exception {
        AwsAccess access = access(key(), "site-7", Map.of());
        caller(access);
        clock.advance(Duration.ofMinutes(1));
        aws.faults().expireToken("sts:GetCallerIdentity", 1);
        assertThat(failure(access).kind()).isEqualTo(Kind.CREDENTIALS_EXPIRED);
        assertThat(caller(access)).endsWith("/site-7");
        assertThat(aws.sts().roleSessions()).hasSize(2);
    }

    @Test
    void aKeyThatWasReplacedWhereItIsKeptIsUsedAtTheNextCall() throws Exception {
        AtomicReference<AwsBasicCredentials> kept =
                new AtomicReference<>(AwsBasicCredentials.create("AKIADELETED000000000", "secret"));
        AwsAccess access = keyAlone(aws.endpoint(), Optional.empty(), new CredentialSource.Supplied("kept", kept::get));
        assertThat(failure(access).kind()).isEqualTo(Kind.CREDENTIALS_INVALID);
        kept.set(AwsBasicCredentials.create(user.accessKeyId(), user.secretAccessKey()));
        clock.advance(Duration.ofSeconds(11));
        assertThat(caller(access)).endsWith(":user/ci");
    }

    @Test
    void credentialsThatAreGoneAreNamedByTheFieldThatNamesThem() throws Exception {
        CredentialSource gone = new CredentialSource.Supplied("gone", () -> {
            throw new ParameterException("credentialsId", "old-key", "There are none.");
        });
        AwsFailure failure = failure(keyAlone(aws.endpoint(), Optional.empty(), gone));
        assertThat(failure.text()).isEqualTo("credentialsId 'old-key': There are none.");
        assertThat(failure.transientFault()).isFalse();
    }

    @Test
    void aRoleThatRefusesTheCallerIsNamedWithItsStatement() throws Exception {
        aws.sts().createRole("jenkins", RoleTrust.ofAccount().withExternalId("another"));
        AwsFailure failure = failure(access(key(), "site-7", Map.of()));
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.text()).contains("user/ci", "sts:AssumeRole", ROLE, "trust policy");
    }

    @Test
    void aWebIdentityIsExchangedAgainWithTheTokenOfThatTime() throws Exception {
        String issuer = "https://jenkins.example.com/oidc";
        aws.sts().createOidcProvider(OidcProvider.hmac(issuer, Set.of("sts.amazonaws.com"), "shared"));
        aws.sts().createRole("jenkins", RoleTrust.ofAccount().withWebIdentity(issuer, "job/*"));
        AwsAccess access =
                access(new CredentialSource.WebIdentity("token", () -> token(issuer, "shared")), "site-7", Map.of());
        for (int minutes = 0; minutes <= 120; minutes += 10) {
            assertThat(caller(access)).endsWith(":assumed-role/jenkins/site-7");
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(aws.sts().roleSessions()).hasSize(3);
        assertThat(failure(access(
                                new CredentialSource.WebIdentity("other", () -> token(issuer, "forged")),
                                "site-7",
                                Map.of()))
                        .kind())
                .isEqualTo(Kind.CREDENTIALS_INVALID);
    }

    private String token(String issuer, String secret) {
        long now = clock.instant().getEpochSecond();
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"iss\":\"%s\",\"aud\":\"sts.amazonaws.com\",\"sub\":\"job/site\",\"iat\":%d,\"exp\":%d}"
                .formatted(issuer, now, now + 300);
        String text = encoder.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return text + "." + encoder.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenThatCannotBeReadIsAClearFailure() throws Exception {
        CredentialSource token = new CredentialSource.WebIdentity("token", () -> "not a token");
        AwsFailure failure = failure(access(token, "site-7", Map.of()));
        assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.CREDENTIALS_INVALID);
    }

    @Test
    void aProxyThatDoesNotLetTheCallPassIsToldAsTheProxy() throws Exception {
        // The embedded AWS knows no CONNECT, as a proxy that forbids it.
        HttpProxy proxy = new HttpProxy(
                aws.endpoint().getHost(),
                aws.endpoint().getPort(),
                Optional.of("jenkins"),
                Optional.of("proxy-secret"),
                Set.of());
        AwsFailure failure =
                failure(keyAlone(URI.create("https://sts.eu-west-1.example.invalid"), Optional.of(proxy), key()));
        assertThat(failure.kind()).isEqualTo(Kind.PROXY);
        assertThat(failure.text()).doesNotContain("proxy-secret");
    }

    @Test
    void aHostThatJenkinsCallsDirectlyIsNotCalledThroughTheProxy() throws Exception {
        HttpProxy proxy = new HttpProxy("127.0.0.1", 1, Optional.empty(), Optional.empty(), Set.of("127\\..*"));
        assertThat(caller(keyAlone(aws.endpoint(), Optional.of(proxy), key()))).endsWith(":user/ci");
    }

    @Test
    void aServerThatNobodyVouchesForIsNotTrusted(@TempDir Path folder) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("server.p12"))));
        server.start();
        try {
            URI https = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            AwsFailure failure = failure(keyAlone(https, Optional.empty(), key()));
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.TLS);
            assertThat(failure.advice()).contains("trust store");
        } finally {
            server.stop(0);
        }
    }

    private static SSLContext selfSigned(Path store) throws Exception {
        char[] password = "changeit".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(password),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static AwsAccess keyAlone(URI endpoint, Optional<HttpProxy> proxy, CredentialSource credentials) {
        return new AwsAccess(credentials, Optional.empty(), Region.EU_WEST_1, Optional.of(endpoint), proxy, 1);
    }

    private AwsFailure failure(AwsAccess access) throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("the call succeeded as " + caller(access));
        } catch (ExecutionException failed) {
            return FailureTranslator.translate(failed, new CallContext("sts:GetCallerIdentity", "site", "eu-west-1"));
        }
    }
}
