package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A deployment on one instance: its lifecycle events, one after the other, until one fails.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html">
 *     AppSpec 'hooks' section</a>
 */
final class HostRun {

    /** Neither can be scripted, nor can BlockTraffic and AllowTraffic. */
    static final List<String> INSTALLATION = List.of(
            "ApplicationStop",
            "DownloadBundle",
            "BeforeInstall",
            "Install",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService");

    static final List<String> BLOCKING = List.of("BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic");
    static final List<String> ALLOWING = List.of("BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic");

    private final Deployment deployment;
    private final Instance instance;
    private final RevisionBundle bundles;
    private final Path archive;

    HostRun(Deployment deployment, Instance instance, RevisionBundle bundles) {
        this.deployment = deployment;
        this.instance = instance;
        this.bundles = bundles;
        this.archive = instance.folder()
                .resolve("deployment-root")
                .resolve(deployment.id())
                .resolve("deployment-archive");
    }

    /** @return whether every event succeeded; if not, the target has failed, or was skipped because of a stop */
    boolean run(List<String> events) throws InterruptedException {
        deployment.targetStatus(instance.id(), "InProgress");
        for (String event : events) {
            if (deployment.stopping()) {
                deployment.targetStatus(instance.id(), "Skipped");
                return false;
            }
            deployment.begin(instance.id(), event);
            Diagnostics end = event(event);
            boolean ignored = event.equals("ApplicationStop")
                    && deployment.get("ignoreApplicationStopFailures").asBoolean();
            deployment.end(instance.id(), event, end);
            if (!end.succeeded() && !ignored) {
                deployment.targetStatus(instance.id(), deployment.stopping() ? "Skipped" : "Failed");
                return false;
            }
        }
        return true;
    }

    void succeed() {
        instance.lastArchive(archive);
        deployment.targetStatus(instance.id(), "Succeeded");
    }

    private Diagnostics event(String event) throws InterruptedException {
        try {
            return switch (event) {
                case "DownloadBundle" -> download();
                case "Install" -> install();
                case "BlockTraffic", "AllowTraffic" -> Diagnostics.SUCCESS;
                // "runs ... from the AppSpec file of the last successfully deployed revision"
                case "ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic" ->
                    instance.lastArchive() == null ? Diagnostics.SUCCESS : hooks(event, instance.lastArchive());
                default -> hooks(event, archive);
            };
        } catch (IOException | AppSpec.Invalid failed) {
            return Diagnostics.unknown(failed.getMessage());
        }
    }

    private Diagnostics download() throws IOException, InterruptedException, AppSpec.Invalid {
        bundles.fetch(deployment.get("revision"), archive);
        spec(archive);
        return Diagnostics.SUCCESS;
    }

    private static AppSpec spec(Path archive) throws IOException, AppSpec.Invalid {
        Path file = archive.resolve("appspec.yml");
        if (!Files.isRegularFile(file)) {
            file = archive.resolve("appspec.yaml");
        }
        if (!Files.isRegularFile(file)) {
            throw new AppSpec.Invalid("The CodeDeploy agent did not find an AppSpec file within the unpacked revision"
                    + " directory at revision-relative path \"appspec.yml\". The revision was unpacked to directory \""
                    + archive + "\", and the AppSpec file was expected but not found at path \""
                    + archive.resolve("appspec.yml") + "\". Consult the AppSpec Appendix for more information.");
        }
        return AppSpec.parse(Files.readString(file));
    }

    private Diagnostics hooks(String event, Path from) throws IOException, InterruptedException, AppSpec.Invalid {
        Diagnostics last = Diagnostics.SUCCESS;
        for (AppSpec.Hook hook : spec(from).hooks().getOrDefault(event, List.of())) {
            last = new HookScript(from, hook, environment(event)).run(event, deployment::stopping);
            if (!last.succeeded()) {
                return last;
            }
        }
        return last;
    }

    /** "Environment variable availability for hooks", AppSpec 'hooks' section. */
    private Map<String, String> environment(String event) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LIFECYCLE_EVENT", event);
        environment.put("DEPLOYMENT_ID", deployment.id());
        environment.put("APPLICATION_NAME", deployment.text("applicationName"));
        environment.put("DEPLOYMENT_GROUP_NAME", deployment.text("deploymentGroupName"));
        environment.put("DEPLOYMENT_GROUP_ID", deployment.text("deploymentGroupId"));
        environment.put("INSTANCE_ROOT", instance.root().toString());
        environment.put("INSTANCE_ID", instance.id());
        JsonNode revision = deployment.get("revision");
        JsonNode s3 = revision.path("s3Location");
        if (!s3.isMissingNode()) {
            environment.put("BUNDLE_BUCKET", s3.path("bucket").asText());
            environment.put("BUNDLE_KEY", s3.path("key").asText());
            environment.put("BUNDLE_VERSION", s3.path("version").asText(""));
            environment.put("BUNDLE_ETAG", s3.path("eTag").asText(""));
        } else {
            environment.put(
                    "BUNDLE_COMMIT",
                    revision.path("gitHubLocation").path("commitId").asText());
        }
        return environment;
    }

    /** Removes what the last deployment copied, then copies. */
    private Diagnostics install() throws IOException, AppSpec.Invalid {
        for (Path old : instance.installed()) {
            Files.deleteIfExists(old);
        }
        instance.installed().clear();
        Files.createDirectories(instance.root());
        AppSpec spec = spec(archive);
        Set<Path> copied = new HashSet<>();
        for (AppSpec.Copy copy : spec.files()) {
            Path source = archive.resolve(copy.source().replaceAll("^/+", "")).normalize();
            if (!source.startsWith(archive) || !Files.exists(source)) {
                return Diagnostics.unknown("No such file or directory - " + source);
            }
            Path destination = instance.root()
                    .resolve(copy.destination().replaceAll("^/+", ""))
                    .normalize();
            try {
                copy(source, destination, copied);
            } catch (FileAlreadyExistsException there) {
                return Diagnostics.unknown(
                        "The deployment failed because a specified file already exists at this location: /"
                                + instance.root().relativize(Path.of(there.getFile())));
            }
        }
        instance.installed().addAll(copied);
        return Diagnostics.SUCCESS;
    }

    private void copy(Path source, Path destination, Set<Path> copied) throws IOException {
        if (Files.isRegularFile(source)) {
            copyFile(source, destination.resolve(source.getFileName().toString()), copied);
            return;
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                copyFile(file, destination.resolve(source.relativize(file).toString()), copied);
            }
        }
    }

    private void copyFile(Path from, Path to, Set<Path> copied) throws IOException {
        Files.createDirectories(to.getParent());
        if (Files.exists(to)) {
            switch (deployment.text("fileExistsBehavior")) {
                case "OVERWRITE" -> Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                case "RETAIN" -> {
                    return;
                }
                default -> throw new FileAlreadyExistsException(to.toString());
            }
        } else {
            Files.copy(from, to);
        }
        copied.add(to);
    }
}
