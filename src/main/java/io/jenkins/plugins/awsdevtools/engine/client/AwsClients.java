package io.jenkins.plugins.awsdevtools.engine.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.cloudfront.CloudFrontAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.codebuild.CodeBuildAsyncClient;
import software.amazon.awssdk.services.codecommit.CodeCommitAsyncClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployAsyncClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The clients of the SDK, made when first asked for and shared by all who have the same {@link AwsAccess}.
 *
 * <p>Ask for a client each time it is used: one that nobody asked for in an hour is closed. All clients that go the same
 * way (directly, or through the same proxy) share one pool of connections and its threads. Credentials are shared by
 * access, renew themselves, and are dropped when AWS says that they have expired. Safe for use by many threads.
 */
public final class AwsClients implements AutoCloseable {

    private static final Duration IDLE_LIFE = Duration.ofHours(1);

    /** One try of a status call takes well under a second; one that takes this long has stalled. */
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(20);

    /** "WaitTimeSeconds: 0 to 20" (ReceiveMessage, Amazon SQS API Reference), and as much as any attempt may take. */
    private static final Duration LONG_POLL_TIMEOUT = Duration.ofSeconds(40);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(75);
    private static final int CREDENTIALS_THREADS = 2;
    private static final int IDLE_THREAD_SECONDS = 30;

    private final Clock clock;
    private final AwsTime time;
    private final Executor executor;

    /**
     * Where credentials are got. Apart from the other one, because the SDK lets a caller wait for the first credentials:
     * if all threads of one pool waited so, none would be left to get them.
     */
    private final ExecutorService credentialsExecutor = newCredentialsExecutor();

    private final Map<Key, Held> clients = new HashMap<>();
    private final Map<AwsAccess, IdentityProvider<? extends AwsCredentialsIdentity>> identities = new HashMap<>();
    private final Map<AwsAccess, S3Presigner> presigners = new HashMap<>();
    private final Map<Optional<HttpProxy>, Transport> transports = new HashMap<>();
    private boolean closed;

    private record Key(Class<?> type, AwsAccess access) {}

    private static final class Held {
        private final SdkClient client;
        private Instant lastAsked;

        Held(SdkClient client) {
            this.client = client;
        }
    }

    /**
     * @param clock tells when credentials expire and which clients are idle
     * @param executor where answers are handled
     */
    public AwsClients(Clock clock, Executor executor) {
        this.clock = Objects.requireNonNull(clock);
        this.time = new AwsTime(clock);
        this.executor = Objects.requireNonNull(executor);
    }

    public CodeBuildAsyncClient codeBuild(AwsAccess access) {
        return client(CodeBuildAsyncClient.class, access, CodeBuildAsyncClient::builder);
    }

    public CodeCommitAsyncClient codeCommit(AwsAccess access) {
        return client(CodeCommitAsyncClient.class, access, CodeCommitAsyncClient::builder);
    }

    public CodeDeployAsyncClient codeDeploy(AwsAccess access) {
        return client(CodeDeployAsyncClient.class, access, CodeDeployAsyncClient::builder);
    }

    public CodePipelineAsyncClient codePipeline(AwsAccess access) {
        return client(CodePipelineAsyncClient.class, access, CodePipelineAsyncClient::builder);
    }

    /** CloudFront is one for all regions of a partition; the SDK finds it whatever region the access has. */
    public CloudFrontAsyncClient cloudFront(AwsAccess access) {
        return client(CloudFrontAsyncClient.class, access, CloudFrontAsyncClient::builder);
    }

    public EcsAsyncClient ecs(AwsAccess access) {
        return client(EcsAsyncClient.class, access, EcsAsyncClient::builder);
    }

    /** For a queue. One attempt lasts longer than the longest poll that SQS allows. */
    public SqsAsyncClient sqs(AwsAccess access) {
        return client(SqsAsyncClient.class, access, SqsAsyncClient::builder);
    }

    public CloudWatchLogsAsyncClient logs(AwsAccess access) {
        return client(CloudWatchLogsAsyncClient.class, access, CloudWatchLogsAsyncClient::builder);
    }

    public StsAsyncClient sts(AwsAccess access) {
        return client(StsAsyncClient.class, access, StsAsyncClient::builder);
    }

    public S3AsyncClient s3(AwsAccess access) {
        // An endpoint given by hand has no name for each bucket.
        return client(S3AsyncClient.class, access, () -> S3AsyncClient.builder()
                .forcePathStyle(access.endpoint().isPresent()));
    }

    /**
     * Signs requests to S3 that others send. Signing asks nobody but for credentials that have to be renewed, for which it
     * waits: so not on a thread that answers are handled on.
     */
    public synchronized S3Presigner s3Presigner(AwsAccess access) {
        // The client of the same access keeps the identity, and is dropped with it when nobody asks.
        s3(access);
        return presigners.computeIfAbsent(access, this::newPresigner);
    }

    private S3Presigner newPresigner(AwsAccess access) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(access.region())
                .credentialsProvider(identityOf(access))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(access.endpoint().isPresent())
                        .build());
        access.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /**
     * The credentials themselves, for what is signed without the SDK. They stay on the controller. The stage fails with
     * whatever their source threw.
     */
    public synchronized CompletionStage<? extends AwsCredentialsIdentity> identity(AwsAccess access) {
        // The client of the same access keeps the identity, and is dropped with it when nobody asks.
        codeCommit(access);
        return identityOf(access).resolveIdentity();
    }

    /** What time it is by AWS's clock; by this machine's as long as AWS was not heard of. */
    public Instant awsTime(AwsAccess access) {
        return time.now(access.endpoint());
    }

    /** Whether any answer has told AWS's time. */
    public boolean knowsAwsTime(AwsAccess access) {
        return time.isKnown(access.endpoint());
    }

    /** How many clients are open. */
    public synchronized int size() {
        return clients.size();
    }

    private synchronized <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>> C client(
            Class<C> type, AwsAccess access, Supplier<B> builder) {
        if (closed) {
            throw new IllegalStateException("the clients are closed");
        }
        Instant now = clock.instant();
        Held held = clients.computeIfAbsent(
                new Key(type, access),
                key -> new Held(configured(type, builder.get(), access).build()));
        held.lastAsked = now;
        closeIdle(now);
        return type.cast(held.client);
    }

    private void closeIdle(Instant now) {
        Iterator<Held> all = clients.values().iterator();
        while (all.hasNext()) {
            Held held = all.next();
            if (held.lastAsked.plus(IDLE_LIFE).isBefore(now)) {
                all.remove();
                held.client.close();
            }
        }
        identities.keySet().removeIf(access -> clients.keySet().stream()
                .noneMatch(key -> key.access().needs(access)));
        presigners.keySet().retainAll(identities.keySet());
    }

    private <C, B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>> B configured(
            Class<C> type, B builder, AwsAccess access) {
        IdentityProvider<? extends AwsCredentialsIdentity> identity = identityOf(access);
        ClientOverrideConfiguration.Builder override = ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(type == SqsAsyncClient.class ? LONG_POLL_TIMEOUT : ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(access.maxAttempts())
                        .build())
                .addExecutionInterceptor(time.listener(access.endpoint()))
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "jenkins/aws-developer-tools");
        if (identity instanceof RefreshingCredentials refreshing) {
            override.addExecutionInterceptor(new RefusedCredentialsInterceptor(refreshing));
        }
        Executor answers = type == StsAsyncClient.class ? credentialsExecutor : executor;
        builder.region(access.region())
                .credentialsProvider(identity)
                .httpClient(transport(access.proxy()).client())
                .overrideConfiguration(override.build())
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, answers));
        access.endpoint().map(URI::toString).map(URI::create).ifPresent(builder::endpointOverride);
        return builder;
    }

    private IdentityProvider<? extends AwsCredentialsIdentity> identityOf(AwsAccess access) {
        IdentityProvider<? extends AwsCredentialsIdentity> known = identities.get(access);
        if (known == null) {
            known = newIdentity(access);
            identities.put(access, known);
        }
        return known;
    }

    private IdentityProvider<? extends AwsCredentialsIdentity> newIdentity(AwsAccess access) {
        if (access.credentials() instanceof CredentialSource.WebIdentity token) {
            return new RefreshingCredentials(() -> exchange(access, token), clock);
        }
        if (access.role().isPresent()) {
            return new RefreshingCredentials(() -> assume(access, access.role().get()), clock);
        }
        if (access.credentials() instanceof CredentialSource.Supplied supplied) {
            return new RefreshingCredentials(
                    () -> CompletableFuture.supplyAsync(supplied.supplier(), credentialsExecutor), clock);
        }
        return DefaultCredentialsProvider.builder()
                .asyncCredentialUpdateEnabled(true)
                .build();
    }

    private CompletionStage<AwsCredentialsIdentity> assume(AwsAccess access, RoleToAssume role) {
        return sts(access.withoutRole())
                .assumeRole(request -> request.roleArn(role.arn())
                        .roleSessionName(role.sessionName())
                        .externalId(role.externalId().orElse(null))
                        .durationSeconds((int) role.duration().toSeconds())
                        .tags(role.sessionTags().entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList()))
                .thenApply(answer -> session(answer.credentials()));
    }

    private CompletionStage<AwsCredentialsIdentity> exchange(AwsAccess access, CredentialSource.WebIdentity source) {
        RoleToAssume role = access.role().orElseThrow();
        return CompletableFuture.supplyAsync(source.token(), credentialsExecutor)
                .thenCompose(
                        token -> unsignedSts(access).assumeRoleWithWebIdentity(request -> request.roleArn(role.arn())
                                .roleSessionName(role.sessionName())
                                .webIdentityToken(token)
                                .durationSeconds((int) role.duration().toSeconds())))
                .thenApply(answer -> session(answer.credentials()));
    }

    /** The call is authorised by the token alone. No id of credentials is empty, so this is nobody's source. */
    private synchronized StsAsyncClient unsignedSts(AwsAccess access) {
        AwsAccess unsigned = new AwsAccess(
                new CredentialSource.Supplied("", AnonymousCredentialsProvider.create()::resolveCredentials),
                Optional.empty(),
                access.region(),
                access.endpoint(),
                access.proxy(),
                access.maxAttempts());
        identities.putIfAbsent(unsigned, AnonymousCredentialsProvider.create());
        return sts(unsigned);
    }

    private static AwsCredentialsIdentity session(Credentials credentials) {
        return AwsSessionCredentials.builder()
                .accessKeyId(credentials.accessKeyId())
                .secretAccessKey(credentials.secretAccessKey())
                .sessionToken(credentials.sessionToken())
                .expirationTime(credentials.expiration())
                .build();
    }

    private static ExecutorService newCredentialsExecutor() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                CREDENTIALS_THREADS,
                CREDENTIALS_THREADS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "AWS credentials");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private Transport transport(Optional<HttpProxy> proxy) {
        return transports.computeIfAbsent(proxy, Transport::open);
    }

    /** Closes every client. Calls that are under way fail. */
    @Override
    public void close() {
        List<SdkClient> open = new ArrayList<>();
        List<Transport> ways;
        synchronized (this) {
            closed = true;
            clients.values().forEach(held -> open.add(held.client));
            ways = List.copyOf(transports.values());
            clients.clear();
            identities.clear();
            presigners.clear();
            transports.clear();
        }
        credentialsExecutor.shutdownNow();
        open.forEach(SdkClient::close);
        ways.forEach(Transport::close);
    }
}
