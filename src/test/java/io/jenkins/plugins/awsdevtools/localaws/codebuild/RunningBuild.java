package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One build being run: its phases in order, as "Build phase transitions" in the AWS CodeBuild User Guide has it. A failed
 * install or pre_build ends the build; a failed build phase is followed by post_build and the artifacts.
 */
final class RunningBuild {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final BuildState build;
    private final Path folder;
    private final Clock clock;
    private final SourceDownload sources;
    private final S3Store s3;
    private final Map<String, String> parameters;
    private final Map<String, String> secrets;
    private final Duration provisioningTime;
    private final LocalReports reports;
    private final Runnable openLog;
    private final Consumer<String> log;
    private final CountDownLatch killed = new CountDownLatch(1);
    private final Map<String, String> environment = new LinkedHashMap<>();
    private volatile Shell shell;
    private Path source;

    RunningBuild(
            BuildState build,
            Path folder,
            Clock clock,
            SourceDownload sources,
            S3Store s3,
            Map<String, String> parameters,
            Map<String, String> secrets,
            Duration provisioningTime,
            LocalReports reports,
            Runnable openLog,
            Consumer<String> log) {
        this.build = build;
        this.folder = folder;
        this.clock = clock;
        this.sources = sources;
        this.s3 = s3;
        this.parameters = parameters;
        this.secrets = secrets;
        this.provisioningTime = provisioningTime;
        this.reports = reports;
        this.openLog = openLog;
        this.log = log;
    }

    void kill() {
        killed.countDown();
        Shell current = shell;
        if (current != null) {
            current.close();
        }
    }

    void run() {
        try {
            build.enter("QUEUED");
            build.enter("PROVISIONING");
            if (killed.await(provisioningTime.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            source = Files.createDirectories(folder.resolve("src"));
            openLog.run();
            say("Waiting for agent ping");
            build.enter("DOWNLOAD_SOURCE");
            String status = runPhases();
            if (build.end(status)) {
                shellClose();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            build.end("STOPPED");
        } catch (IOException | UncheckedIOException broken) {
            build.endPhase("FAULT", "INTERNAL_SERVER_ERROR", String.valueOf(broken.getMessage()));
            build.end(killed.getCount() == 0 ? "STOPPED" : "FAULT");
        } finally {
            shellClose();
        }
    }

    private String runPhases() throws IOException, InterruptedException {
        JsonNode described = build.json();
        Buildspec spec;
        try {
            sources.fetch(
                            build.region(),
                            described.path("source"),
                            described.path("sourceVersion").asText(""),
                            source)
                    .ifPresent(build::resolved);
            spec = Buildspec.parse(BatchspecFile.buildspec(
                    described.path("source").path("buildspec").asText(""), source));
        } catch (Buildspec.Invalid invalid) {
            say("Phase context status code: YAML_FILE_ERROR Message: " + invalid.getMessage());
            build.endPhase("CLIENT_ERROR", "YAML_FILE_ERROR", invalid.getMessage());
            return "FAILED";
        }
        environment(spec, described);
        boolean good = true;
        boolean goOn = true;
        for (String name : Buildspec.PHASES) {
            build.enter(name.toUpperCase(java.util.Locale.ROOT));
            if (!goOn) {
                break;
            }
            Buildspec.Phase phase = spec.phases().get(name);
            if (phase == null) {
                continue;
            }
            environment.put("CODEBUILD_BUILD_SUCCEEDING", good ? "1" : "0");
            boolean phaseGood = runPhase(name, phase, spec, good);
            if (!phaseGood) {
                good = false;
                boolean early = name.equals("install") || name.equals("pre_build");
                goOn = phase.onFailure().equals("CONTINUE")
                        || !early && !phase.onFailure().equals("ABORT");
                if (!goOn) {
                    break;
                }
            }
        }
        export(spec);
        for (Buildspec.Reports wanted : spec.reports()) {
            reports.collect(build, wanted, source).ifPresent(build::report);
        }
        if (goOn) {
            good &= upload(spec, described);
        }
        build.enter("FINALIZING");
        return good ? "SUCCEEDED" : "FAILED";
    }

    private boolean runPhase(String name, Buildspec.Phase phase, Buildspec spec, boolean succeeding)
            throws IOException, InterruptedException {
        String shown = name.toUpperCase(java.util.Locale.ROOT);
        say("Entering phase " + shown);
        phase.runtimes()
                .fields()
                .forEachRemaining(runtime -> say("Selecting '" + runtime.getKey() + "' runtime version '"
                        + runtime.getValue().asText() + "'"));
        String failed = runCommands(phase.commands(), spec, succeeding);
        String failedAtEnd = runCommands(phase.onEnd(), spec, succeeding && failed == null);
        String message = failed == null ? failedAtEnd : failed;
        say("Phase complete: " + shown + " State: " + (message == null ? "SUCCEEDED" : "FAILED"));
        say("Phase context status code: " + (message == null ? "" : "COMMAND_EXECUTION_ERROR") + " Message: "
                + (message == null ? "" : message));
        if (message != null) {
            build.endPhase("FAILED", "COMMAND_EXECUTION_ERROR", message);
        }
        return message == null;
    }

    /** @return what is said of the command that failed, or null */
    private String runCommands(List<String> commands, Buildspec spec, boolean succeeding)
            throws IOException, InterruptedException {
        for (String command : commands) {
            say("Running command " + command);
            int status;
            if (spec.version().equals("0.1")) {
                try (Shell own = newShell(spec)) {
                    status = own.run(command);
                }
            } else {
                if (shell == null || !shell.isAlive()) {
                    shell = newShell(spec);
                }
                shell.run("export CODEBUILD_BUILD_SUCCEEDING=" + (succeeding ? 1 : 0));
                status = shell.run(command);
            }
            if (killed.getCount() == 0) {
                throw new IOException("killed");
            }
            if (status != 0) {
                say("Command did not exit successfully " + command + " exit status " + status);
                return "Error while executing command: " + command + ". Reason: exit status " + status;
            }
        }
        return null;
    }

    private Shell newShell(Buildspec spec) throws IOException {
        String program = spec.shell().equals("bash") ? "bash" : "sh";
        return new Shell(program, source, folder.resolve("commands"), environment, log);
    }

    private void environment(Buildspec spec, JsonNode described) {
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("CODEBUILD_BUILD_ID", build.id());
        environment.put("CODEBUILD_BUILD_ARN", described.get("arn").asText());
        environment.put("CODEBUILD_BUILD_NUMBER", described.get("buildNumber").asText());
        environment.put("CODEBUILD_INITIATOR", described.get("initiator").asText());
        environment.put("CODEBUILD_SRC_DIR", source.toString());
        environment.put("CODEBUILD_LOG_PATH", LocalCodeBuild.stream(build.id()));
        environment.put("CODEBUILD_START_TIME", Long.toString((long) (build.started() * 1000)));
        environment.put(
                "CODEBUILD_SOURCE_VERSION", described.path("sourceVersion").asText(""));
        environment.put(
                "CODEBUILD_RESOLVED_SOURCE_VERSION",
                build.json().path("resolvedSourceVersion").asText(""));
        environment.put("AWS_REGION", build.region());
        environment.put("AWS_DEFAULT_REGION", build.region());
        environment.putAll(spec.variables());
        spec.parameters().forEach((name, parameter) -> environment.put(name, parameters.getOrDefault(parameter, "")));
        spec.secrets().forEach((name, secret) -> environment.put(name, secrets.getOrDefault(secret, "")));
        build.variables().forEach((name, variable) -> {
            String value = variable.path("value").asText();
            environment.put(
                    name,
                    switch (variable.path("type").asText("PLAINTEXT")) {
                        case "PARAMETER_STORE" -> parameters.getOrDefault(value, "");
                        case "SECRETS_MANAGER" -> secrets.getOrDefault(value, "");
                        default -> value;
                    });
        });
    }

    private void export(Buildspec spec) throws IOException, InterruptedException {
        if (shell != null && !spec.exported().isEmpty()) {
            Map<String, String> all = shell.variables();
            Map<String, String> exported = new LinkedHashMap<>();
            spec.exported().forEach(name -> exported.put(name, all.getOrDefault(name, "")));
            build.exported(exported);
        }
    }

    private boolean upload(Buildspec spec, JsonNode described) throws IOException {
        build.enter("UPLOAD_ARTIFACTS");
        ArtifactUpload upload = new ArtifactUpload(s3, build, source);
        Optional<String> failure = upload.upload("", spec.artifacts(), described.path("artifactsSettings"));
        for (JsonNode secondary : described.path("secondaryArtifactsSettings")) {
            String identifier = secondary.path("artifactIdentifier").asText();
            Optional<String> other = upload.upload(
                    identifier, Optional.ofNullable(spec.secondaryArtifacts().get(identifier)), secondary);
            failure = failure.isPresent() ? failure : other;
        }
        say("Phase complete: UPLOAD_ARTIFACTS State: " + (failure.isEmpty() ? "SUCCEEDED" : "FAILED"));
        say("Phase context status code: " + (failure.isEmpty() ? "" : "CLIENT_ERROR") + " Message: "
                + failure.orElse(""));
        failure.ifPresent(message -> build.endPhase("CLIENT_ERROR", "CLIENT_ERROR", message));
        return failure.isEmpty();
    }

    private void say(String text) {
        log.accept("[Container] " + STAMP.format(clock.instant()) + " " + text);
    }

    private void shellClose() {
        Shell current = shell;
        if (current != null) {
            current.close();
        }
    }
}
