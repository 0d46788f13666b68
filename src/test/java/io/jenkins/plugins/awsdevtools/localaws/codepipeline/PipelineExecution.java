package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One execution of a pipeline. Guarded by its pipeline. */
final class PipelineExecution {
    static final String IN_PROGRESS = "InProgress";
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";
    static final String STOPPING = "Stopping";
    static final String STOPPED = "Stopped";
    static final String SUPERSEDED = "Superseded";

    private final String id = UUID.randomUUID().toString();
    private final PipelineDefinition definition;
    private final Start start;
    private final Instant started;
    private final List<StageRun> stages = new ArrayList<>();
    private final Map<String, Artifact> artifacts = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> namespaces = new LinkedHashMap<>();
    private Instant updated;
    private String status = IN_PROGRESS;
    private String statusSummary = "";
    private String stopReason = "";
    private boolean abandoned;
    private int position;
    private boolean inbound = true;

    /**
     * How an execution came to be.
     *
     * @param triggerType such as {@code StartPipelineExecution}
     * @param triggerDetail such as the caller's ARN
     * @param variables by name, complete
     * @param revisions what a source action shall take, by its name
     * @param rollbackOf the execution whose artifacts are taken again; null unless rolled back
     */
    record Start(
            String triggerType,
            String triggerDetail,
            Map<String, String> variables,
            Map<String, String> revisions,
            String rollbackOf) {}

    PipelineExecution(PipelineDefinition definition, Start start, Instant now) {
        this.definition = definition;
        this.start = start;
        this.started = now;
        this.updated = now;
    }

    String id() {
        return id;
    }

    PipelineDefinition definition() {
        return definition;
    }

    Start start() {
        return start;
    }

    Instant started() {
        return started;
    }

    Instant updated() {
        return updated;
    }

    String status() {
        return status;
    }

    String statusSummary() {
        return statusSummary;
    }

    String stopReason() {
        return stopReason;
    }

    /** Whether a stop does not wait for actions in progress. */
    boolean isAbandoned() {
        return abandoned;
    }

    boolean isEnded() {
        return !status.equals(IN_PROGRESS) && !status.equals(STOPPING);
    }

    /** The stage it is in or waits for. */
    StageDeclaration stage() {
        return definition.stages().get(position);
    }

    /** Whether it waits for its stage. */
    boolean isInbound() {
        return inbound;
    }

    List<StageRun> stages() {
        return List.copyOf(stages);
    }

    Optional<StageRun> stageRun(String name) {
        return stages.stream().filter(run -> run.name().equals(name)).findFirst();
    }

    Map<String, Artifact> artifacts() {
        return artifacts;
    }

    /** The output variables by namespace; the pipeline's own are those of {@code variables}. */
    Map<String, Map<String, String>> namespaces() {
        return namespaces;
    }

    StageRun enter(Instant now) {
        StageRun run = new StageRun(stage());
        stages.add(run);
        inbound = false;
        updated = now;
        return run;
    }

    /** @return whether there is a further stage, for which it waits now */
    boolean leave(Instant now) {
        updated = now;
        if (position + 1 == definition.stages().size()) {
            return false;
        }
        position++;
        inbound = true;
        return true;
    }

    /** It begins at this stage, as a rollback does. */
    void beginAt(int stage) {
        position = stage;
    }

    void become(String next, String summary, Instant now) {
        status = next;
        statusSummary = summary;
        updated = now;
    }

    void stopping(String reason, boolean abandon, Instant now) {
        become(STOPPING, "", now);
        stopReason = reason;
        abandoned = abandon;
    }
}
