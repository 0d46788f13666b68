package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.codebuild.LocalCodeBuild;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.LocalCodeCommit;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.LocalCodeDeploy;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The pipelines, in process. Their actions really run: sources are taken from the embedded CodeCommit and S3, builds run
 * in the embedded CodeBuild, deployments in the embedded CodeDeploy and ECS, artifacts go through the pipeline's bucket.
 * Thread safe.
 */
public final class LocalCodePipeline {
    private static final Logger LOGGER = Logger.getLogger(LocalCodePipeline.class.getName());
    private static final long TICK_MILLIS = 20;

    private final Map<String, Map<String, Pipeline>> regions = new ConcurrentHashMap<>();
    private final Clock clock;
    private final String account;
    private final PipelineEvents events;
    private final CustomActions custom;
    private final Providers providers;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "local-codepipeline");
        thread.setDaemon(true);
        return thread;
    });

    public LocalCodePipeline(
            Clock clock,
            String account,
            KeyRing keys,
            EventBus bus,
            S3Store s3,
            LocalCodeCommit codeCommit,
            LocalCodeBuild codeBuild,
            LocalCodeDeploy codeDeploy,
            LocalEcs ecs) {
        this.clock = clock;
        this.account = account;
        this.events = new PipelineEvents(bus, account);
        this.custom = new CustomActions(clock, keys, account);
        this.providers = new Providers(s3, clock, custom);
        providers.add("Source", "CodeCommit", new CodeCommitSource(codeCommit));
        providers.add("Source", "S3", new S3Source(s3));
        providers.add("Build", "CodeBuild", new CodeBuildAction(codeBuild));
        providers.add("Test", "CodeBuild", new CodeBuildAction(codeBuild));
        providers.add("Deploy", "S3", new S3Deploy(s3));
        providers.add("Deploy", "CodeDeploy", new CodeDeployAction(codeDeploy));
        providers.add("Deploy", "CodeDeployToECS", new CodeDeployToEcsAction(s3, codeDeploy, ecs));
        providers.add("Deploy", "ECS", new EcsAction(s3, ecs, clock));
        providers.add("Approval", "Manual", Approval::new);
        ticks.scheduleWithFixedDelay(this::advance, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The service that speaks CodePipeline's protocol for this. */
    public LocalService service() {
        return new CodePipelineService(this);
    }

    /** Makes a pipeline as CreatePipeline does, of its structure. */
    public void createPipeline(String region, JsonNode structure) {
        create(region, structure);
    }

    /** Makes an action type of the account's own as CreateCustomActionType does, of its request. */
    public void createActionType(String region, JsonNode request) {
        new JobOperations(this).handle("CreateCustomActionType", region, request);
    }

    /** Actions of a provider that begin from now on stay in progress until they are let go. */
    public void hold(String provider) {
        providers.holds().hold(provider);
    }

    /** Actions of a provider are as far as their work is. */
    public void letGo(String provider) {
        providers.holds().letGo(provider);
    }

    /** How often each job of a custom action was acknowledged, by its id. */
    public Map<String, Integer> acknowledgements() {
        Map<String, Integer> counts = new TreeMap<>();
        custom.jobs().forEach(job -> counts.put(job.id(), job.acknowledgements()));
        return counts;
    }

    /** How often each job of a custom action was answered for good, by its id. */
    public Map<String, Integer> answers() {
        Map<String, Integer> counts = new TreeMap<>();
        custom.jobs().forEach(job -> counts.put(job.id(), job.answers()));
        return counts;
    }

    /** The ids of a pipeline's executions, newest first. */
    public List<String> executions(String region, String name) {
        return pipeline(region, name).executions().stream()
                .map(PipelineExecution::id)
                .toList();
    }

    /** The status of an execution, for example {@code InProgress}. */
    public String status(String region, String name, String executionId) {
        return pipeline(region, name).execution(executionId).status();
    }

    private void advance() {
        regions.values().forEach(pipelines -> pipelines.values().forEach(pipeline -> {
            try {
                pipeline.advance();
            } catch (RuntimeException e) {
                // The boundary of the clockwork: one broken pipeline does not stop the others.
                LOGGER.log(Level.SEVERE, "LocalAws failed to advance a pipeline", e);
            }
        }));
    }

    synchronized Pipeline create(String region, JsonNode structure) {
        DefinitionRules.check(structure, type -> providers.knows(region, type));
        String name = structure.get("name").asText();
        if (find(region, name).isPresent()) {
            throw PipelineErrors.of("PipelineNameInUse", "A pipeline with the name '" + name + "' already exists");
        }
        PipelineDefinition definition = PipelineDefinition.of(structure, 1);
        providers.checkConfigurations(definition);
        Pipeline pipeline = new Pipeline(region, definition, providers, clock, events);
        pipelines(region).put(name, pipeline);
        return pipeline;
    }

    synchronized Pipeline update(String region, JsonNode structure) {
        Pipeline pipeline = pipeline(region, structure.path("name").asText(""));
        DefinitionRules.check(structure, type -> providers.knows(region, type));
        PipelineDefinition definition =
                PipelineDefinition.of(structure, pipeline.definition().version() + 1);
        providers.checkConfigurations(definition);
        pipeline.update(definition);
        return pipeline;
    }

    synchronized void delete(String region, String name) {
        pipelines(region).remove(name);
    }

    Pipeline pipeline(String region, String name) {
        return find(region, name).orElseThrow(() -> PipelineErrors.noPipeline(account, region, name));
    }

    private Optional<Pipeline> find(String region, String name) {
        return Optional.ofNullable(pipelines(region).get(name));
    }

    Map<String, Pipeline> pipelines(String region) {
        return regions.computeIfAbsent(region, key -> new ConcurrentHashMap<>());
    }

    CustomActions custom() {
        return custom;
    }

    Instant now() {
        return clock.instant();
    }

    String account() {
        return account;
    }

    void close() {
        ticks.shutdownNow();
    }
}
