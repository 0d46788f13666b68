package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The batches: each task of the buildspec's {@code batch} is a build of the project, begun when those it depends on have
 * ended well.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build.html">Run builds in batches</a>
 */
public final class LocalBatches {

    private static final Set<String> RETRIES = Set.of("RETRY_ALL_BUILDS", "RETRY_FAILED_BUILDS");

    /** The group of the build that fetches the batchspec, as AWS shows it (batch-get-build-batches, AWS CLI Reference). */
    private static final String DOWNLOAD = "DOWNLOAD_SOURCE";

    private final LocalCodeBuild local;
    private final Clock clock;
    private final BatchspecFile specs;
    private final Map<String, BatchState> batches = new LinkedHashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Caller> callers = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ExecutorService events = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "local-codebuild-batches");
        thread.setDaemon(true);
        return thread;
    });

    LocalBatches(LocalCodeBuild local, Clock clock, BatchspecFile specs) {
        this.local = local;
        this.clock = clock;
        this.specs = specs;
    }

    synchronized ObjectNode start(String region, Caller caller, JsonNode body) {
        String project = local.existing(region, CodeBuildService.required(body, "projectName"));
        ObjectNode request = (ObjectNode) body.deepCopy();
        rename(request, "buildTimeoutInMinutesOverride", "timeoutInMinutesOverride");
        StartRequest.check(request);
        String token = body.path("idempotencyToken").asText("");
        if (!token.isEmpty() && tokens.containsKey(token)) {
            return batches.get(tokens.get(token)).json();
        }
        ObjectNode settings = local.project(region, project);
        if (!settings.has("buildBatchConfig") && !body.has("buildBatchConfigOverride")) {
            throw StartRequest.invalid(
                    "Batch builds are not enabled for project " + project + ": buildBatchConfig must be specified");
        }
        BatchLimits limits = BatchLimits.of(
                body.path("buildBatchConfigOverride").isObject()
                        ? body.get("buildBatchConfigOverride")
                        : settings.path("buildBatchConfig"));
        String id = project + ":" + UUID.randomUUID();
        ObjectNode batch = JsonNodeFactory.instance.objectNode().put("id", id).put("projectName", project);
        StartRequest.apply(settings, request, batch);
        batch.put("arn", local.projectArn(region, project).replace(":project/" + project, ":build-batch/" + id))
                .put("buildBatchNumber", numbers.merge(region + "/" + project, 1, Integer::sum))
                .put("buildTimeoutInMinutes", batch.path("timeoutInMinutes").asInt());
        batch.remove(List.of("timeoutInMinutes", "artifactsSettings", "secondaryArtifactsSettings", "logsSettings"));
        request.remove(List.of("idempotencyToken", "buildBatchConfigOverride", "reportBuildBatchStatusOverride"));
        BatchState state = new BatchState(batch, region, request, limits, clock);
        batches.put(id, state);
        callers.put(id, caller);
        if (!token.isEmpty()) {
            tokens.put(token, id);
        }
        state.enter("DOWNLOAD_BATCHSPEC");
        if (BatchspecFile.isGiven(batch)) {
            begin(state, batch.path("source").path("buildspec").asText());
        } else {
            events.execute(() -> download(state));
        }
        return state.json();
    }

    private void download(BatchState batch) {
        try {
            String text = specs.read(batch.json());
            synchronized (this) {
                begin(batch, text);
            }
        } catch (Buildspec.Invalid invalid) {
            failed(batch, "YAML_FILE_ERROR", invalid.getMessage());
        } catch (IOException | RuntimeException missing) {
            failed(batch, "CLIENT_ERROR", String.valueOf(missing.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void failed(BatchState batch, String code, String message) {
        if (!batch.complete()) {
            batch.end("FAILED", code, message);
        }
    }

    private void begin(BatchState batch, String text) {
        if (batch.complete()) {
            return; // stopped meanwhile
        }
        try {
            Batchspec spec = Batchspec.parse(text);
            batch.limits.check(spec.tasks(), batch.json().path("environment"));
            batch.fastFail = spec.fastFail();
            BatchState.Group download = new BatchState.Group(
                    new Batchspec.Task(DOWNLOAD, List.of(), false, JsonNodeFactory.instance.objectNode()));
            batch.groups.put(DOWNLOAD, download);
            download.builds.add(
                    local.createEnded(batch.region, callers.get(batch.id()), batch.project(), batch.request));
            spec.tasks().forEach(task -> batch.groups.put(task.identifier(), new BatchState.Group(task)));
            batch.enter("IN_PROGRESS");
            goOn(batch);
        } catch (Buildspec.Invalid invalid) {
            batch.end("FAILED", "YAML_FILE_ERROR", invalid.getMessage());
        } catch (BatchLimits.Exceeded exceeded) {
            batch.end("FAILED", "CLIENT_ERROR", exceeded.getMessage());
        }
    }

    /** Told when any build has ended; without effect for those of no batch. */
    void onEnd() {
        events.execute(() -> {
            synchronized (this) {
                batches.values().stream().filter(batch -> !batch.complete()).forEach(this::goOn);
            }
        });
    }

    private void goOn(BatchState batch) {
        boolean bad = batch.groups.values().stream()
                .anyMatch(group -> group.current() != null && !group.running() && !group.good());
        if (bad && batch.fastFail) {
            batch.groups.values().stream()
                    .filter(BatchState.Group::running)
                    .forEach(group -> local.stop(group.current().id()));
        }
        for (BatchState.Group group : batch.groups.values()) {
            boolean ready = group.task.dependsOn().stream()
                    .allMatch(other -> batch.groups.get(other).good());
            if (group.builds.isEmpty() && ready && !(bad && batch.fastFail)) {
                build(batch, group);
            }
        }
        if (batch.groups.values().stream().noneMatch(BatchState.Group::running)) {
            boolean good = batch.groups.values().stream().allMatch(BatchState.Group::good);
            batch.end(good ? "SUCCEEDED" : "FAILED", good ? "" : "BATCH_FAILED", "");
        }
    }

    private void build(BatchState batch, BatchState.Group group) {
        ObjectNode body = batch.request.deepCopy();
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        List.of(body, group.task.overrides()).forEach(from -> from.path("environmentVariablesOverride")
                .forEach(variable -> variables.put(variable.get("name").asText(), variable)));
        body.setAll(group.task.overrides());
        var all = body.putArray("environmentVariablesOverride");
        variables.values().forEach(all::add);
        BuildState build = local.createChild(
                batch.region,
                callers.get(batch.id()),
                batch.project(),
                body,
                batch.json().get("arn").asText());
        group.builds.add(build);
    }

    synchronized ObjectNode stop(String id) {
        BatchState batch = existing(id);
        if (!batch.complete()) {
            end(batch, "STOPPED");
        }
        return batch.json();
    }

    private void end(BatchState batch, String status) {
        batch.end(status, "", "");
        batch.groups.values().stream()
                .filter(BatchState.Group::running)
                .forEach(group -> local.stop(group.current().id()));
    }

    /** "Restarts a failed batch build. Only batch builds that have failed can be retried." (RetryBuildBatch) */
    synchronized ObjectNode retry(JsonNode body) {
        BatchState batch = existing(CodeBuildService.required(body, "id"));
        StartRequest.oneOf(body, "retryType", RETRIES);
        String token = body.path("idempotencyToken").asText("");
        if (!token.isEmpty() && batch.id().equals(tokens.get(token))) {
            return batch.json();
        }
        if (!batch.complete() || batch.status().equals("SUCCEEDED")) {
            throw StartRequest.invalid("Cannot retry batch build " + batch.id() + " with status " + batch.status());
        }
        if (!token.isEmpty()) {
            tokens.put(token, batch.id());
        }
        boolean all = body.path("retryType").asText("RETRY_ALL_BUILDS").equals("RETRY_ALL_BUILDS");
        batch.goOn();
        for (BatchState.Group group : batch.groups.values()) {
            boolean again = all || !group.good();
            if (again && group.current() != null && !group.task.identifier().equals(DOWNLOAD)) {
                build(batch, group);
            }
        }
        goOn(batch);
        return batch.json();
    }

    synchronized List<String> ids(String region, String project) {
        return batches.values().stream()
                .filter(batch -> batch.region.equals(region))
                .filter(batch -> project == null || batch.project().equals(project))
                .map(BatchState::id)
                .toList();
    }

    synchronized ObjectNode get(String region, List<String> ids) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var found = answer.putArray("buildBatches");
        var missing = answer.putArray("buildBatchesNotFound");
        for (String id : ids) {
            BatchState batch = batches.get(id);
            if (batch != null && batch.isLate()) {
                end(batch, "TIMED_OUT");
            }
            if (batch != null && batch.region.equals(region)) {
                found.add(batch.json());
            } else {
                missing.add(id);
            }
        }
        return answer;
    }

    /** The ids of a batch's builds by group, those begun so far; former ones of a retried group are left out. */
    public synchronized Map<String, String> builds(String batchId) {
        Map<String, String> builds = new LinkedHashMap<>();
        existing(batchId).groups.values().stream()
                .filter(group -> group.current() != null)
                .forEach(group ->
                        builds.put(group.task.identifier(), group.current().id()));
        return builds;
    }

    /** The ids of all batches, oldest first. */
    public synchronized List<String> all() {
        return new ArrayList<>(batches.keySet());
    }

    /** The status of a batch. */
    public synchronized String status(String batchId) {
        return existing(batchId).status();
    }

    private BatchState existing(String idOrArn) {
        BatchState batch = batches.get(idOrArn.substring(idOrArn.lastIndexOf('/') + 1));
        if (batch == null) {
            throw new AwsError("ResourceNotFoundException", 400, "Build batch " + idOrArn + " does not exist");
        }
        return batch;
    }

    private static void rename(ObjectNode node, String from, String to) {
        if (node.has(from)) {
            node.set(to, node.remove(from));
        }
    }

    void close() {
        events.shutdownNow();
    }
}
