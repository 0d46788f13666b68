package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The action types of the account's own, and the jobs that their workers fetch. Thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-custom-action.html">Create and add a
 *     custom action</a>
 */
final class CustomActions implements ActionProvider {

    /**
     * AWS documents no time after which a job that was polled and not acknowledged is offered again. Much shorter than tests wait:
     * who kills a worker may do it while its poll is being answered.
     */
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(20);

    /** "Custom actions: 24 hours" (Quotas in AWS CodePipeline). */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration CREDENTIALS = Duration.ofHours(1);

    private static final String PROPERTIES = "actionConfigurationProperties";

    private final Clock clock;
    private final KeyRing keys;
    private final String account;
    private final Map<String, Map<ActionTypeId, ObjectNode>> types = new LinkedHashMap<>();
    private final Map<String, WorkerJob> jobs = new LinkedHashMap<>();

    CustomActions(Clock clock, KeyRing keys, String account) {
        this.clock = clock;
        this.keys = keys;
        this.account = account;
    }

    synchronized boolean exists(String region, ActionTypeId type) {
        return types.getOrDefault(region, Map.of()).containsKey(type);
    }

    synchronized ObjectNode create(String region, ActionTypeId type, JsonNode request) {
        if (exists(region, type)) {
            throw PipelineErrors.of("ActionTypeAlreadyExists", "Action type already exists: " + type);
        }
        ObjectNode actionType = Answers.object();
        actionType.set("id", type.json());
        for (String field : List.of("settings", "inputArtifactDetails", "outputArtifactDetails")) {
            if (request.has(field)) {
                actionType.set(field, request.get(field).deepCopy());
            }
        }
        if (request.has("configurationProperties")) {
            actionType.set(PROPERTIES, request.get("configurationProperties").deepCopy());
        }
        types.computeIfAbsent(region, key -> new LinkedHashMap<>()).put(type, actionType);
        return actionType.deepCopy();
    }

    synchronized void delete(String region, ActionTypeId type) {
        types.getOrDefault(region, new LinkedHashMap<>()).remove(type);
    }

    synchronized List<ObjectNode> list(String region) {
        return List.copyOf(types.getOrDefault(region, Map.of()).values());
    }

    @Override
    public synchronized ActionWork begin(ActionContext context) {
        WorkerJob job = new WorkerJob(context, clock.instant());
        jobs.put(job.id(), job);
        return new ActionWork() {
            @Override
            public ActionOutcome look() {
                return outcome(job);
            }

            @Override
            public void abandon() {
                forget(job);
            }
        };
    }

    private synchronized ActionOutcome outcome(WorkerJob job) {
        if (job.isOpen() && clock.instant().isAfter(job.created().plus(LONGEST))) {
            job.timeOut();
        }
        return job.outcome();
    }

    private synchronized void forget(WorkerJob job) {
        job.abandon();
    }

    /** The jobs that a worker gets now, each with a new nonce; offered again if nobody acknowledges them in time. */
    synchronized List<WorkerJob> poll(String region, ActionTypeId type, int most, Map<String, String> query) {
        if (!exists(region, type)) {
            throw PipelineErrors.of("ActionTypeNotFound", "Action type not found: " + type);
        }
        checkQuery(types.get(region).get(type), query);
        List<WorkerJob> found = new ArrayList<>();
        for (WorkerJob job : jobs.values()) {
            if (found.size() < most
                    && job.isFor(region, type, query)
                    && job.isOffered(clock.instant().minus(UNACKNOWLEDGED))) {
                job.dispatch(clock.instant());
                found.add(job);
            }
        }
        return found;
    }

    /**
     * "For an action type with no queryable properties, this value must be null or an empty map. For an action type with a
     * queryable property, you must supply that property as a key in the map."
     *
     * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PollForJobs.html">PollForJobs</a>
     */
    private static void checkQuery(JsonNode type, Map<String, String> query) {
        Set<String> queryable = new HashSet<>();
        type.path(PROPERTIES).forEach(property -> {
            if (property.path("queryable").asBoolean()) {
                queryable.add(property.path("name").asText());
            }
        });
        if (!queryable.equals(query.keySet())) {
            throw PipelineErrors.validation(
                    "The query parameters " + query.keySet() + " are not the queryable properties " + queryable);
        }
    }

    synchronized WorkerJob job(String id) {
        return Optional.ofNullable(jobs.get(id))
                .orElseThrow(() -> PipelineErrors.of("JobNotFound", "Job with id " + id + " was not found"));
    }

    /** Runs what reads or changes a job while no worker does. */
    synchronized void with(String id, java.util.function.Consumer<WorkerJob> does) {
        does.accept(job(id));
    }

    /** All jobs, oldest first. */
    synchronized List<WorkerJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** Temporary credentials as a job brings them for its artifacts. */
    IssuedKey artifactCredentials() {
        return keys.issueSession(
                "arn:aws:sts::" + account + ":assumed-role/AWS-CodePipeline-Service/job",
                account,
                keys.uniqueId("AROA") + ":job",
                clock.instant().plus(CREDENTIALS),
                Map.of());
    }
}
