package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.localaws.cloudfront.CloudFrontService;
import io.jenkins.plugins.awsdevtools.localaws.cloudfront.LocalCloudFront;
import io.jenkins.plugins.awsdevtools.localaws.codebuild.LocalCodeBuild;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitTransport;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.LocalCodeCommit;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.LocalCodeDeploy;
import io.jenkins.plugins.awsdevtools.localaws.codepipeline.LocalCodePipeline;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.http.LoopbackServer;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHandler;
import io.jenkins.plugins.awsdevtools.localaws.logs.LogStore;
import io.jenkins.plugins.awsdevtools.localaws.logs.LogsService;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Service;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import io.jenkins.plugins.awsdevtools.localaws.s3.WebsiteHandler;
import io.jenkins.plugins.awsdevtools.localaws.sqs.LocalSqs;
import io.jenkins.plugins.awsdevtools.localaws.sts.StsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * An AWS in one process: real wire protocols on a loopback port, real signatures, AWS's own errors and limits. Every
 * service answers at the one {@link #endpoint()}, in every region; a request's region is that of its signature. Thread
 * safe.
 *
 * <p>In a test, in process: {@code try (LocalAws aws = LocalAws.start()) { ... }}. For people, {@link #main}:
 * {@code --port N} and {@code --home FOLDER}.
 */
public final class LocalAws implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(LocalAws.class.getName());
    private static final int DELETE_ATTEMPTS = 5;

    private final LocalAwsSettings settings;
    private final Path home;
    private final KeyRing keys;
    private final IssuedKey root;
    private final Faults faults = new Faults();
    private final CallLedger ledger = new CallLedger();
    private final List<LocalService> services = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CallDispatcher dispatcher;
    private final LoopbackServer server;
    private final StsService sts;
    private final S3Store s3;
    private final LocalCloudFront cloudFront;
    private final LogStore logs;
    private final LocalCodeBuild codeBuild;
    private final EventBus events;
    private final LocalCodeCommit codeCommit;
    private final LocalCodeDeploy codeDeploy;
    private final LocalCodePipeline codePipeline;
    private final LocalEcs ecs;
    private final LocalSqs sqs;

    private LocalAws(LocalAwsSettings settings) throws IOException {
        this.settings = settings;
        this.home = settings.home().isPresent()
                ? Files.createDirectories(settings.home().get())
                : Files.createTempDirectory("local-aws-");
        this.keys = new KeyRing(settings.accountId(), settings.random());
        this.root = keys.createRoot();
        this.dispatcher = new CallDispatcher(settings, keys, root.caller(), faults, ledger);
        this.sts = new StsService(settings.accountId(), keys, settings.clock());
        this.s3 = new S3Store(home.resolve("s3"), settings.clock(), settings.accountId());
        register(sts);
        register(new S3Service(s3, caller -> !faults.denies("s3:ListObjectsV2", caller)));
        this.cloudFront = new LocalCloudFront(settings.clock());
        register(new CloudFrontService(cloudFront, settings.accountId()));
        this.events = new EventBus(settings.clock(), settings.accountId(), this::sendEvent);
        register(events.service());
        this.logs = new LogStore(settings.clock());
        register(new LogsService(logs, settings.clock()));
        this.codeCommit = new LocalCodeCommit(
                home.resolve("codecommit"), settings.clock(), settings.accountId(), events, this::endpoint);
        register(codeCommit.service());
        this.codeBuild = new LocalCodeBuild(
                home.resolve("codebuild"),
                settings.clock(),
                settings.accountId(),
                logs,
                s3,
                codeCommit::folder,
                events);
        register(codeBuild.service());
        this.ecs = new LocalEcs(settings.clock(), settings.accountId(), logs, events);
        register(ecs.service());
        this.codeDeploy = new LocalCodeDeploy(
                home.resolve("codedeploy"), settings.clock(), settings.accountId(), s3, events, ecs);
        register(codeDeploy.service());
        this.codePipeline = new LocalCodePipeline(
                settings.clock(), settings.accountId(), keys, events, s3, codeCommit, codeBuild, codeDeploy, ecs);
        register(codePipeline.service());
        this.sqs = new LocalSqs(settings.clock(), settings.accountId(), this::endpoint);
        register(sqs.service());
        WebsiteHandler website = new WebsiteHandler(s3);
        GitTransport git = new GitTransport(
                codeCommit,
                keys,
                settings.clock(),
                new GitCalls(faults, ledger, settings.clock()),
                settings.signaturesRequired());
        this.server = new LoopbackServer(settings.port(), settings.clock(), (head, body, reply) -> {
            String path = head.rawPath();
            RequestHandler handler = path.startsWith(GitTransport.PATH) ? git : dispatcher;
            (path.startsWith(WebsiteHandler.PATH) ? website : handler).handle(head, body, reply);
        });
    }

    private void sendEvent(String rule, String queue, String event) {
        sqs.sendAsEventBridge(rule, queue, event);
    }

    /** Starts one with {@link LocalAwsSettings#defaults()}. */
    public static LocalAws start() {
        return start(LocalAwsSettings.defaults());
    }

    /** Starts one. */
    public static LocalAws start(LocalAwsSettings settings) {
        try {
            return new LocalAws(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one for people and keeps it until it is interrupted; see {@link LocalAwsMain}. */
    public static void main(String[] arguments) throws InterruptedException {
        LocalAwsMain.run(arguments, System.out);
    }

    /** Where every service answers: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The region to use when one is as good as another. */
    public String region() {
        return settings.region();
    }

    public String accountId() {
        return settings.accountId();
    }

    /** The account's root key. */
    public AccessKey rootKey() {
        return root.key();
    }

    /** Makes an IAM user with an access key. */
    public AccessKey createUser(String name) {
        return keys.createUser(name).key();
    }

    /** The keys of the account, temporary ones too. */
    public KeyRing keys() {
        return keys;
    }

    /** Where a bucket is served as a website, once it has a website configuration; ends with a slash. */
    public URI website(String bucket) {
        return endpoint().resolve(WebsiteHandler.PATH + bucket + "/");
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    /** What was called. */
    public CallLedger calls() {
        return ledger;
    }

    public Clock clock() {
        return settings.clock();
    }

    /** The folder for files of the services. */
    public Path home() {
        return home;
    }

    public StsService sts() {
        return sts;
    }

    /** The buckets and objects, in process. */
    public S3Store s3() {
        return s3;
    }

    /** The distributions and their invalidations, in process. */
    public LocalCloudFront cloudFront() {
        return cloudFront;
    }

    /** The log groups and streams, in process. */
    public LogStore logs() {
        return logs;
    }

    /** The projects and builds, in process. */
    public LocalCodeBuild codeBuild() {
        return codeBuild;
    }

    /** The repositories and pull requests, in process. */
    public LocalCodeCommit codeCommit() {
        return codeCommit;
    }

    /** The applications, instances and deployments, in process. */
    public LocalCodeDeploy codeDeploy() {
        return codeDeploy;
    }

    /** The pipelines and their executions, in process. */
    public LocalCodePipeline codePipeline() {
        return codePipeline;
    }

    /** Where git may clone and push a repository as the root user; good for fifteen minutes. */
    public String gitUrl(String region, String repository) {
        return codeCommit.signedCloneUrl(codeCommit.repository(region, repository), root);
    }

    /** The clusters, task definitions and services, in process. */
    public LocalEcs ecs() {
        return ecs;
    }

    /** What happens in the services, and the rules that send it to queues. */
    public EventBus events() {
        return events;
    }

    /** The queues, in process. */
    public LocalSqs sqs() {
        return sqs;
    }

    /** Adds a service; it is closed with this. */
    public void register(LocalService service) {
        services.add(service);
        dispatcher.register(service);
    }

    /** Releases what is stalled, closes every connection and service, and deletes the temporary home. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        faults.close();
        server.close();
        services.forEach(LocalService::close);
        if (settings.home().isEmpty()) {
            deleteHome();
        }
    }

    /** Something that was just stopped may still write a last file: try again, and in the end leave it. */
    private void deleteHome() {
        for (int attempt = 1; Files.exists(home); attempt++) {
            try (Stream<Path> paths = Files.walk(home)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    LOGGER.log(Level.WARNING, "Could not delete " + home, e);
                    return;
                }
            }
        }
    }
}
