package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.logs.LogStore;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The projects and builds, in process. A project's builds really run its buildspec, or, for load, follow what a test
 * says ({@link #createScripted}). Thread safe.
 */
public final class LocalCodeBuild {

    /** "The token is included in the StartBuild request and is valid for 5 minutes." (StartBuild, API Reference). */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    private static final Set<String> LEFT_OUT =
            Set.of("artifactsSettings", "secondaryArtifactsSettings", "logsSettings");

    private final Clock clock;
    private final String account;
    private final LogStore logs;
    private final BuildRunner runner;
    private final EventBus bus;
    private final Map<String, Map<String, ObjectNode>> projects = new ConcurrentHashMap<>();
    private final Map<String, BuildState> builds = new ConcurrentHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, JsonNode> requests = new HashMap<>();
    private final Set<String> scripted = ConcurrentHashMap.newKeySet();
    private final Map<String, String> parameters = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final LocalBatches batches;
    private final LocalReports reports;
    private final Set<String> fleets = ConcurrentHashMap.newKeySet();
    private volatile int mostConcurrent = Integer.MAX_VALUE;

    private record Token(Instant at, JsonNode request, String buildId) {}

    /** @param repositories the bare repository that a region and a clone URL of CodeCommit mean */
    public LocalCodeBuild(
            Path home,
            Clock clock,
            String account,
            LogStore logs,
            S3Store s3,
            BiFunction<String, String, Optional<Path>> repositories,
            EventBus bus) {
        this.bus = bus;
        this.clock = clock;
        this.account = account;
        this.logs = logs;
        SourceDownload sources = new SourceDownload(s3, repositories);
        this.batches = new LocalBatches(this, clock, new BatchspecFile(home, sources));
        this.reports = new LocalReports(account, clock);
        this.runner = new BuildRunner(home, clock, logs, s3, sources, parameters, secrets, reports);
    }

    /** The batches, in process. */
    public LocalBatches batches() {
        return batches;
    }

    /** The reports, in process. */
    public LocalReports reports() {
        return reports;
    }

    /** Makes a reserved fleet. */
    public void createFleet(String region, String name) {
        fleets.add("arn:aws:codebuild:" + region + ":" + account + ":fleet/" + name + ":" + UUID.randomUUID());
    }

    List<String> fleets(String region) {
        return fleets.stream()
                .filter(arn -> arn.contains(":" + region + ":"))
                .sorted()
                .toList();
    }

    /** As {@link #createProject}, for batches. */
    public void createBatchProject(String region, String name, String buildspec) {
        createProject(region, name, buildspec);
        projects.get(region)
                .get(name)
                .putObject("buildBatchConfig")
                .put("serviceRole", "arn:aws:iam::" + account + ":role/batch");
    }

    /** As {@link #createBatchProject}; its builds run nothing and stay in progress until {@link #finish}. */
    public void createScriptedBatch(String region, String name, String buildspec) {
        createBatchProject(region, name, buildspec);
        scripted.add(region + "/" + name);
    }

    /** The service that speaks CodeBuild's protocol for this. */
    public LocalService service() {
        return new CodeBuildService(this);
    }

    /** A project without a source, whose builds run this buildspec. */
    public void createProject(String region, String name, String buildspec) {
        ObjectNode project = JsonNodeFactory.instance.objectNode().put("name", name);
        project.putObject("source").put("type", "NO_SOURCE").put("buildspec", buildspec);
        environment(project);
        project.putObject("artifacts").put("type", "NO_ARTIFACTS");
        putProject(region, project);
    }

    /** As {@link #createProject}, with artifacts in a bucket of the embedded S3. */
    public void createProject(String region, String name, String buildspec, String bucket) {
        createProject(region, name, buildspec);
        artifacts(region, name, bucket);
    }

    /** Lets a project put its artifacts into a bucket of the embedded S3, not packed, each build's in a folder of its own. */
    public void artifacts(String region, String name, String bucket) {
        ObjectNode project = projects.get(region).get(name);
        project.putObject("artifacts")
                .put("type", "S3")
                .put("location", bucket)
                .put("path", name)
                .put("namespaceType", "BUILD_ID")
                .put("packaging", "NONE");
    }

    /** Gives a project a repository of CodeCommit as its source, whose {@code buildspec.yml} its builds run. */
    public void codeCommitSource(String region, String name, String cloneUrl) {
        projects.get(region)
                .get(name)
                .putObject("source")
                .put("type", "CODECOMMIT")
                .put("location", cloneUrl);
    }

    /** Packs the artifacts of a project as told, {@code ZIP} or {@code NONE}. */
    public void packaging(String region, String name, String packaging) {
        ((ObjectNode) projects.get(region).get(name).get("artifacts")).put("packaging", packaging);
    }

    /** Packs the artifacts of a project as told, and gives it a secondary artifact in the same bucket. */
    public void artifacts(String region, String name, String packaging, String secondary) {
        ObjectNode project = projects.get(region).get(name);
        ObjectNode primary = (ObjectNode) project.get("artifacts");
        primary.put("packaging", packaging);
        ObjectNode other =
                primary.deepCopy().put("artifactIdentifier", secondary).put("name", secondary);
        project.putArray("secondaryArtifacts").add(other);
    }

    /** A project whose builds run nothing and stay in progress until {@link #finish}. */
    public void createScripted(String region, String name) {
        createProject(region, name, "version: 0.2\nphases: {}\n");
        scripted.add(region + "/" + name);
    }

    private static void environment(ObjectNode project) {
        project.putObject("environment")
                .put("type", "LINUX_CONTAINER")
                .put("image", "aws/codebuild/standard:7.0")
                .put("computeType", "BUILD_GENERAL1_SMALL")
                .putArray("environmentVariables");
    }

    /** The values of Parameter Store. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The values of Secrets Manager. */
    public Map<String, String> secrets() {
        return secrets;
    }

    /** How long provisioning takes, for people who watch. */
    public void provisioningTime(Duration time) {
        runner.provisioningTime(time);
    }

    /** How many builds may run at once before the account's limit is reached. */
    public void limit(int concurrentBuilds) {
        mostConcurrent = concurrentBuilds;
    }

    /** The ids of all builds, oldest first. */
    public synchronized List<String> builds() {
        return List.copyOf(order);
    }

    /**
     * Starts a build as another service does.
     *
     * @param initiator such as {@code codepipeline/site}
     * @param request as StartBuild takes it
     */
    public JsonNode startBuild(String region, String initiator, JsonNode request) {
        Caller service = new Caller("arn:aws:sts::" + account + ":" + initiator, "service", account, "");
        return start(region, service, request);
    }

    /** As {@link #startBuild}, a batch. */
    public JsonNode startBatch(String region, String initiator, JsonNode request) {
        return batches.start(
                region, new Caller("arn:aws:sts::" + account + ":" + initiator, "service", account, ""), request);
    }

    /** A build as BatchGetBuilds shows it. */
    public JsonNode build(String id) {
        return shown(builds.get(id));
    }

    /** The status of a build, for example {@code IN_PROGRESS}. */
    public String status(String id) {
        return builds.get(id).json().get("buildStatus").asText();
    }

    /** Writes a line to the log of a build. */
    public void say(String id, String line) {
        BuildState build = builds.get(id);
        logs.append(build.region(), "/aws/codebuild/" + build.project(), stream(id), line + "\n");
    }

    /** Ends a scripted build. */
    public void finish(String id, String status) {
        builds.get(id).end(status);
    }

    /** Ends a scripted build in a phase of its own, for example a fault while it is provisioned. */
    public void fail(String id, String phase, String phaseStatus, String code, String message) {
        BuildState build = builds.get(id);
        build.enter(phase);
        build.endPhase(phaseStatus, code, message);
        build.end(phaseStatus.equals("CLIENT_ERROR") ? "FAILED" : phaseStatus);
    }

    static String stream(String id) {
        return id.substring(id.indexOf(':') + 1);
    }

    String projectArn(String region, String name) {
        return "arn:aws:codebuild:" + region + ":" + account + ":project/" + name;
    }

    List<String> projectNames(String region) {
        return List.copyOf(new TreeMap<>(projects.getOrDefault(region, Map.of())).keySet());
    }

    String existing(String region, String nameOrArn) {
        String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
        if (!projects.getOrDefault(region, Map.of()).containsKey(name)) {
            throw new AwsError(
                    "ResourceNotFoundException", 400, "Project cannot be found: " + projectArn(region, name));
        }
        return name;
    }

    ObjectNode project(String region, String nameOrArn) {
        return projects.get(region).get(existing(region, nameOrArn)).deepCopy();
    }

    ObjectNode putProject(String region, ObjectNode project) {
        String name = project.get("name").asText();
        project.put("arn", projectArn(region, name));
        projects.computeIfAbsent(region, key -> new ConcurrentHashMap<>()).put(name, project);
        return project.deepCopy();
    }

    void removeProject(String region, String name) {
        projects.getOrDefault(region, new HashMap<>()).remove(name);
    }

    synchronized List<String> buildIds(String region, String project) {
        return order.stream()
                .filter(id -> builds.get(id).region().equals(region))
                .filter(id -> project == null || builds.get(id).project().equals(project))
                .toList();
    }

    Optional<BuildState> find(String idOrArn) {
        return Optional.ofNullable(builds.get(idOrArn.substring(idOrArn.lastIndexOf('/') + 1)));
    }

    static ObjectNode shown(BuildState build) {
        return build.json().without(LEFT_OUT);
    }

    synchronized ObjectNode start(String region, Caller caller, JsonNode body) {
        String name = existing(region, CodeBuildService.required(body, "projectName"));
        StartRequest.check(body);
        String token = body.path("idempotencyToken").asText("");
        Token known = tokens.get(token);
        if (!token.isEmpty()
                && known != null
                && clock.instant().isBefore(known.at().plus(TOKEN_LIFE))) {
            if (!known.request().equals(body)) {
                throw StartRequest.invalid("Idempotency token was reused with different request parameters: " + token);
            }
            return shown(builds.get(known.buildId()));
        }
        if (builds.values().stream().filter(build -> !build.isEnded()).count() >= mostConcurrent) {
            throw new AwsError(
                    "AccountLimitExceededException",
                    400,
                    "Cannot have more than " + mostConcurrent + " builds in queue for the account");
        }
        BuildState build = create(region, caller, name, body);
        if (!token.isEmpty()) {
            tokens.put(token, new Token(clock.instant(), body.deepCopy(), build.id()));
        }
        return shown(build);
    }

    /** "Restarts a build", as it was asked for (RetryBuild, API Reference). */
    synchronized ObjectNode retry(String region, Caller caller, JsonNode body) {
        BuildState former = find(CodeBuildService.required(body, "id"))
                .orElseThrow(() -> new AwsError("ResourceNotFoundException", 400, "Build cannot be found"));
        String token = body.path("idempotencyToken").asText("");
        Token known = tokens.get(token);
        if (!token.isEmpty() && known != null) {
            return shown(builds.get(known.buildId()));
        }
        BuildState again = create(region, caller, former.project(), requests.get(former.id()));
        if (!token.isEmpty()) {
            tokens.put(token, new Token(clock.instant(), body.deepCopy(), again.id()));
        }
        return shown(again);
    }

    private BuildState create(String region, Caller caller, String name, JsonNode body) {
        return begin(region, name, make(region, caller, name, body));
    }

    private BuildState make(String region, Caller caller, String name, JsonNode body) {
        ObjectNode build = JsonNodeFactory.instance.objectNode();
        String id = name + ":" + UUID.randomUUID();
        int number = numbers.merge(region + "/" + name, 1, Integer::sum);
        build.put("id", id)
                .put("arn", "arn:aws:codebuild:" + region + ":" + account + ":build/" + id)
                .put("buildNumber", number)
                .put("projectName", name)
                .put("initiator", caller.arn().substring(caller.arn().indexOf(account) + account.length() + 1));
        StartRequest.apply(projects.get(region).get(name), body, build);
        BuildState state = new BuildState(build, region, clock, () -> {
            publish(region, build);
            batches.onEnd();
        });
        publish(region, build);
        builds.put(id, state);
        requests.put(id, body.deepCopy());
        order.add(id);
        return state;
    }

    /** A build of a batch. */
    synchronized BuildState createChild(String region, Caller caller, String name, JsonNode body, String batchArn) {
        BuildState state = make(region, caller, name, body);
        state.inBatch(batchArn);
        return begin(region, name, state);
    }

    /** A build that has nothing to do. */
    synchronized BuildState createEnded(String region, Caller caller, String name, JsonNode body) {
        BuildState state = make(region, caller, name, body);
        state.end("SUCCEEDED");
        return state;
    }

    private BuildState begin(String region, String name, BuildState state) {
        String id = state.id();
        if (scripted.contains(region + "/" + name)) {
            state.enter("BUILD");
            logs.stream(region, "/aws/codebuild/" + name, stream(id));
            state.log("/aws/codebuild/" + name, stream(id));
        } else {
            runner.run(state);
        }
        return state;
    }

    /**
     * Says that a build is in progress or has ended.
     *
     * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html">Build
     *     notifications</a>
     */
    private void publish(String region, ObjectNode build) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("build-status", build.get("buildStatus").asText())
                .put("project-name", build.get("projectName").asText())
                .put("build-id", build.get("arn").asText())
                .put("current-phase", build.path("currentPhase").asText("SUBMITTED"))
                .put("current-phase-context", "[]")
                .put("version", "1");
        bus.publish(
                region,
                "aws.codebuild",
                "CodeBuild Build State Change",
                List.of(build.get("arn").asText()),
                detail);
    }

    ObjectNode stop(String id) {
        BuildState build = find(id).orElseThrow(
                        () -> new AwsError("ResourceNotFoundException", 400, "Build " + id + " does not exist"));
        if (build.end("STOPPED")) {
            runner.kill(build.id());
        }
        return shown(build);
    }

    void close() {
        batches.close();
        runner.close();
    }
}
