package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.StatusType;

class LocalCodeBuildTest {

    /** Time that a test can move; requests are signed with the SDK's own clock, which stays near. */
    private static final class MovableClock extends Clock {
        private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(shift.get());
        }
    }

    private static final MovableClock CLOCK = new MovableClock();
    private static LocalAws aws;
    private static CodeBuildClient codeBuild;
    private static CloudWatchLogsClient logs;
    private String project;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(CLOCK));
        codeBuild = LocalClients.root(aws, CodeBuildClient.builder());
        logs = LocalClients.root(aws, CloudWatchLogsClient.builder());
    }

    @AfterAll
    static void stop() {
        codeBuild.close();
        logs.close();
        aws.close();
    }

    @BeforeEach
    void nameProject() {
        project = "project-" + UUID.randomUUID();
        CLOCK.shift.set(Duration.ZERO);
    }

    private void create(String buildspec) {
        aws.codeBuild().createProject(aws.region(), project, buildspec);
    }

    private Build run(String buildspec) throws InterruptedException {
        create(buildspec);
        return ended(codeBuild
                .startBuild(start -> start.projectName(project))
                .build()
                .id());
    }

    private static Build ended(String id) {
        eventually(() -> told(id).buildComplete());
        return told(id);
    }

    private static Build told(String id) {
        return codeBuild.batchGetBuilds(get -> get.ids(id)).builds().get(0);
    }

    private String log(Build build) {
        StringBuilder text = new StringBuilder();
        String token = null;
        while (true) {
            String asked = token;
            GetLogEventsResponse page =
                    logs.getLogEvents(get -> get.logGroupName(build.logs().groupName())
                            .logStreamName(build.logs().streamName())
                            .startFromHead(true)
                            .nextToken(asked));
            page.events().forEach(event -> text.append(event.message()));
            if (page.nextForwardToken().equals(asked)) {
                return text.toString();
            }
            token = page.nextForwardToken();
        }
    }

    @Test
    void theSameTokenGivesTheSameBuildForFiveMinutesAndAnotherOneAfter() {
        aws.codeBuild().createScripted(aws.region(), project);
        String first = started("token");
        assertThat(started("token")).isEqualTo(first);
        assertThatThrownBy(() -> codeBuild.startBuild(start ->
                        start.projectName(project).idempotencyToken("token").sourceVersion("other")))
                .isInstanceOf(InvalidInputException.class);
        CLOCK.shift.set(Duration.ofMinutes(6));
        assertThat(started("token")).isNotEqualTo(first);
    }

    private String started(String token) {
        return codeBuild
                .startBuild(start -> start.projectName(project).idempotencyToken(token))
                .build()
                .id();
    }

    @Test
    void whatAwsRefusesIsRefused() {
        aws.codeBuild().createScripted(aws.region(), project);
        List<String> tooMany = IntStream.range(0, 101).mapToObj(i -> "p:" + i).toList();
        assertThatThrownBy(() -> codeBuild.batchGetBuilds(get -> get.ids(tooMany)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> codeBuild.startBuild(start -> start.projectName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Project cannot be found: arn:aws:codebuild:");
        assertThatThrownBy(() ->
                        codeBuild.startBuild(start -> start.projectName(project).timeoutInMinutesOverride(4)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        codeBuild.startBuild(start -> start.projectName(project).environmentTypeOverride("LINUX")))
                .isInstanceOf(CodeBuildException.class);
        assertThat(codeBuild.batchGetBuilds(get -> get.ids("nobody:1")).buildsNotFound())
                .containsExactly("nobody:1");
    }

    @Test
    void buildsAreListedInPagesOfAHundredNewestFirst() {
        aws.codeBuild().createScripted(aws.region(), project);
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            started.add(0, started("token-" + project + i));
        }
        var first = codeBuild.listBuildsForProject(list -> list.projectName(project));
        assertThat(first.ids()).isEqualTo(started.subList(0, 100));
        var second =
                codeBuild.listBuildsForProject(list -> list.projectName(project).nextToken(first.nextToken()));
        assertThat(second.ids()).isEqualTo(started.subList(100, 150));
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void oneShellRunsAllCommandsOfVersionTwoAndOneEachOfVersionOne() throws Exception {
        Build two = run("version: 0.2\nphases:\n  install:\n    commands: [export A=1, mkdir in, cd in]\n"
                + "  build:\n    commands: ['echo \"A=$A in $(basename $PWD)\"']\n");
        assertThat(log(two)).contains("A=1 in in");
        project = "other-" + project;
        Build one = run("version: 0.1\nphases:\n  build:\n    commands: [export A=1, 'echo \"A=$A.\"']\n");
        assertThat(log(one)).contains("A=.");
    }

    @Test
    void aFailedBuildPhaseIsFollowedByPostBuildAndAFailedInstallIsNot() throws Exception {
        Build build = run("version: 0.2\nphases:\n  build:\n    commands: [exit 3]\n    finally: [echo at the end]\n"
                + "  post_build:\n    commands: ['echo \"succeeding=$CODEBUILD_BUILD_SUCCEEDING\"']\n");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(log(build)).contains("at the end", "succeeding=0");
        assertThat(phase(build, "BUILD").contexts().get(0).message()).contains("exit 3", "exit status 3");
        project = "other-" + project;
        Build install = run("version: 0.2\nphases:\n  install:\n    commands: [exit 3]\n"
                + "  build:\n    commands: [echo never]\n");
        assertThat(log(install)).doesNotContain("Running command echo never");
    }

    @Test
    void onFailureDecidesWhetherTheNextPhaseRuns() throws Exception {
        Build goesOn = run("version: 0.2\nphases:\n  install:\n    on-failure: CONTINUE\n    commands: [exit 3]\n"
                + "  build:\n    commands: [echo still]\n");
        assertThat(log(goesOn)).contains("still");
        assertThat(goesOn.buildStatus()).isEqualTo(StatusType.FAILED);
        project = "other-" + project;
        Build ends = run("version: 0.2\nphases:\n  build:\n    on-failure: ABORT\n    commands: [exit 3]\n"
                + "  post_build:\n    commands: [echo never]\n");
        assertThat(log(ends)).doesNotContain("Running command echo never");
    }

    private static BuildPhase phase(Build build, String type) {
        return build.phases().stream()
                .filter(phase -> phase.phaseTypeAsString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void artifactsLandInTheBucketWithoutWhatIsExcluded() throws Exception {
        String bucket = "bucket-" + UUID.randomUUID();
        aws.s3().createBucket(bucket, aws.region());
        aws.codeBuild()
                .createProject(
                        aws.region(),
                        project,
                        "version: 0.2\n"
                                + "phases:\n"
                                + "  build:\n"
                                + "    commands: [mkdir -p out/a, echo x > out/a/x.txt, echo y > out/y.tmp]\n"
                                + "artifacts:\n"
                                + "  base-directory: out\n"
                                + "  files: ['**/*']\n"
                                + "  exclude-paths: ['**/*.tmp']\n",
                        bucket);
        Build build = ended(codeBuild
                .startBuild(start -> start.projectName(project))
                .build()
                .id());
        String stream = build.id().substring(build.id().indexOf(':') + 1);
        assertThat(aws.s3().keys(bucket, "")).containsExactly(project + "/" + stream + "/" + project + "/a/x.txt");
        assertThat(build.artifacts().location()).startsWith("arn:aws:s3:::" + bucket);
    }

    @Test
    void variablesComeFromTheProjectTheStartAndTheStores() throws Exception {
        aws.codeBuild().parameters().put("/key", "from-store");
        create("version: 0.2\n"
                + "env:\n"
                + "  variables: {A: spec, B: spec}\n"
                + "phases:\n"
                + "  build:\n"
                + "    commands: ['echo \"$A $B $C\"']\n");
        Build build = ended(codeBuild
                .startBuild(start -> start.projectName(project)
                        .environmentVariablesOverride(
                                variable -> variable.name("B").value("start"),
                                variable ->
                                        variable.name("C").value("/key").type(EnvironmentVariableType.PARAMETER_STORE)))
                .build()
                .id());
        assertThat(log(build)).contains("spec start from-store");
    }

    @Test
    void aProjectBuildsTheCommitOfItsRepositoryThatItIsToldOrTheNewest() throws Exception {
        String region = aws.region();
        GitRepository repository = aws.codeCommit().createRepository(region, project);
        String spec = "version: 0.2\nphases: {build: {commands: ['cat page.txt']}}\n";
        String first =
                repository.commit("main", "Grace", "One", Map.of("buildspec.yml", spec, "page.txt", "the first page"));
        String second = repository.commit("main", "Grace", "Two", Map.of("page.txt", "the second page"));
        aws.codeBuild().createProject(region, project, spec);
        aws.codeBuild()
                .codeCommitSource(
                        region, project, "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/" + project);
        Build newest = ended(codeBuild
                .startBuild(start -> start.projectName(project))
                .build()
                .id());
        Build told = ended(codeBuild
                .startBuild(start -> start.projectName(project).sourceVersion(first))
                .build()
                .id());
        assertThat(newest.resolvedSourceVersion()).isEqualTo(second);
        assertThat(told.resolvedSourceVersion()).isEqualTo(first);
        assertThat(log(told)).contains("the first page").doesNotContain("the second page");
    }

    @Test
    void stoppingKillsEverythingTheBuildStarted(@TempDir Path folder) throws Exception {
        Path alive = folder.resolve("alive");
        create("version: 0.2\nphases:\n  build:\n    commands: ['(while true; do echo x >> " + alive
                + "; sleep 0.1; done) & sleep 600']\n");
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        String id = codeBuild
                .startBuild(start -> start.projectName(project))
                .build()
                .id();
        eventually(() -> Files.exists(alive));
        List<ProcessHandle> started = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        assertThat(started).hasSizeGreaterThan(1);
        assertThat(codeBuild.stopBuild(stop -> stop.id(id)).build().buildStatus())
                .isEqualTo(StatusType.STOPPED);
        eventually(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(ended(id).buildStatus()).isEqualTo(StatusType.STOPPED);
    }

    @Test
    void aBuildspecThatIsNotOneFailsTheBuildByName() throws Exception {
        Build build = run("version: 0.2\nphases: [nothing\n");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(phase(build, "DOWNLOAD_SOURCE").contexts().get(0).statusCode())
                .isEqualTo("YAML_FILE_ERROR");
    }

    @Test
    void theUnmodifiedCommandLineStartsABuildAndReadsItsLog() throws Exception {
        assumeTrue(hasCommandLine(), "there is no aws on the PATH");
        create("version: 0.2\nphases:\n  build:\n    commands: [echo hello from the command line]\n");
        String id =
                aws("codebuild", "start-build", "--project-name", project, "--query", "build.id", "--output", "text");
        Build build = ended(id);
        assertThat(aws(
                        "codebuild",
                        "batch-get-builds",
                        "--ids",
                        id,
                        "--query",
                        "builds[0].buildStatus",
                        "--output",
                        "text"))
                .isEqualTo("SUCCEEDED");
        assertThat(aws(
                        "logs",
                        "get-log-events",
                        "--log-group-name",
                        build.logs().groupName(),
                        "--log-stream-name",
                        build.logs().streamName(),
                        "--start-from-head"))
                .contains("hello from the command line");
    }

    private static boolean hasCommandLine() throws InterruptedException {
        try {
            return new ProcessBuilder("aws", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException none) {
            return false;
        }
    }

    private static String aws(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        builder.environment().put("AWS_REGION", aws.region());
        builder.environment().put("AWS_DEFAULT_REGION", aws.region());
        builder.environment().put("AWS_ACCESS_KEY_ID", aws.rootKey().accessKeyId());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", aws.rootKey().secretAccessKey());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
