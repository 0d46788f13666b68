package io.jenkins.plugins.awsdevtools.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.batch;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.build;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.custom;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.deploy;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Result;
import hudson.triggers.Trigger;
import io.jenkins.plugins.awsdevtools.approval.Approvals;
import io.jenkins.plugins.awsdevtools.codepipeline.changes.CodePipelineChangeTrigger;
import io.jenkins.plugins.awsdevtools.codepipeline.worker.CodePipelineWorkerTrigger;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The rows of docs/iam.md about CodePipeline against the calls that Jenkins really makes: all that it needs is there, and
 * nothing that it does not need.
 */
@WithJenkins
class DocumentedPermissionsTest {

    private static final String STEP = "`codePipeline`";
    private static final String MIRROR = "`codePipelineMirror`, with the rows above";
    private static final String LOGS = "logs of CodeBuild actions, unless `log: 'none'`";
    private static final String BATCHES = "of CodeBuild actions with `BatchEnabled`";
    private static final String EVENTS = "events of CodeDeploy actions, unless `log: 'none'`";
    private static final String PAGE = "approvals on the page of a build";
    private static final String WORKER = "`codePipelineWorker`";
    private static final String ANSWERS = "`codePipelineWorker` and its builds' ends (`codePipelineAnswer`)";
    private static final String CANCELLED = "`codePipelineWorker`, to notice jobs that are not waited for any more";
    private static final String GLOBS = "`codePipelineChange` with globs";
    private static final String MISSPELT = "misspelt names, and names in forms";

    private static final Pattern ACTION = Pattern.compile("[a-z0-9]+:[A-Z][A-Za-z0-9]+");

    private static Map<String, Set<String>> documented;
    private static LocalAws aws;
    private static AccessKey key;
    private static JenkinsRule jenkins;
    private FollowedPipeline pipeline;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        documented = rows();
        aws = LocalAws.start();
        FollowedPipeline.customType(aws);
        key = aws.createUser("jenkins");
        LocalConnection.configure(aws.endpoint().toString(), key);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static Map<String, Set<String>> rows() throws IOException {
        String page = Files.readString(Path.of("docs/iam.md"));
        String section = page.substring(page.indexOf("## Pipelines: "), page.indexOf("## Pushes: "));
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        section.lines()
                .filter(line -> line.startsWith("| ") && ACTION.matcher(line).find())
                .map(line -> line.split(" *\\| *"))
                .forEach(cells -> rows.put(
                        cells[1],
                        ACTION.matcher(cells[2])
                                .results()
                                .map(MatchResult::group)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return rows;
    }

    @BeforeEach
    void create() {
        pipeline = FollowedPipeline.create(aws, "SUPERSEDED", SOURCE, stage("Review", approval("Ask")));
    }

    @AfterEach
    void close() throws Exception {
        for (Item item : jenkins.jenkins.getItems()) {
            item.delete();
        }
        pipeline.close();
    }

    private WorkflowRun run(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(
                new CpsFlowDefinition(script.replace("PIPELINE", "pipeline: '" + pipeline.name() + "'"), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private void succeeds(String script) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run(script)));
    }

    /** What Jenkins called with its own key. */
    private static Set<String> called() {
        return aws.calls().all().stream()
                .filter(call -> key.accessKeyId().equals(call.accessKeyId()))
                .map(CallRecord::operation)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything in the first row was called, and nothing that is in none of the rows. */
    private static void assertDocumented(String row, String... others) {
        Set<String> allowed = new TreeSet<>(documented.get(row));
        Arrays.stream(others).map(documented::get).forEach(allowed::addAll);
        assertThat(called()).as(row).containsAll(documented.get(row)).isSubsetOf(allowed);
    }

    private void approve() {
        pipeline.answer("Review", "Ask", true);
    }

    private WorkflowRun waiting(String script) throws Exception {
        WorkflowRun run = run(script);
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        return run;
    }

    private String ended(boolean approved) {
        String id = pipeline.start();
        pipeline.answer("Review", "Ask", approved);
        pipeline.awaitStatus(id, approved ? "Succeeded" : "Failed");
        return id;
    }

    @Test
    void everyStepAndTriggerHasARow() {
        String keys = String.join("\n", documented.keySet());
        assertThat(ExtensionList.lookup(StepDescriptor.class).stream()
                        .filter(step ->
                                step.clazz.getName().contains(".awsdevtools.codepipeline.") && !step.isAdvanced())
                        .map(StepDescriptor::getFunctionName))
                .hasSizeGreaterThan(9)
                .allMatch(function -> keys.contains("`" + function + "`"));
        assertThat(keys).contains("`codePipelineChange`", WORKER);
    }

    @Test
    void anExecutionThatWaitsAndIsStopped() throws Exception {
        pipeline.client().disableStageTransition(disable -> disable.pipelineName(pipeline.name())
                .stageName("Review")
                .transitionType("Inbound")
                .reason("Not now"));
        WorkflowRun run = run("codePipeline PIPELINE");
        jenkins.waitForMessage("Not now", run);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertDocumented(STEP);
    }

    @Test
    void anExecutionThatIsAttachedToAndOneThatIsTriedAgain() throws Exception {
        String id = pipeline.start();
        WorkflowRun attached = waiting("codePipeline PIPELINE, attach: '" + id + "'");
        approve();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(attached));
        assertDocumented("`attach` of `codePipeline`", STEP);
        assertThat(called()).doesNotContain("codepipeline:StartPipelineExecution");
        aws.calls().clear();
        WorkflowRun again = waiting("codePipeline PIPELINE, retryFailed: 1");
        pipeline.answer("Review", "Ask", false);
        jenkins.waitForMessage("Review / Ask: Failed", again);
        approve();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(again));
        assertDocumented("`retryFailed` of `codePipeline`", STEP);
    }

    @Test
    void anExecutionThatWaitsBehindManyNewerOnes() throws Exception {
        pipeline.close();
        pipeline = FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Review", approval("Ask")));
        WorkflowRun run = waiting("codePipeline PIPELINE");
        for (int i = 0; i < 200; i++) {
            pipeline.start();
        }
        eventually(() -> called().contains("codepipeline:GetPipelineExecution"));
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertDocumented("an execution that waits behind 200 newer ones", STEP);
    }

    @Test
    void aMirrorWithALogAndEvents() throws Exception {
        pipeline.close();
        pipeline = FollowedPipeline.create(
                aws,
                "SUPERSEDED",
                SOURCE,
                stage("Build", build("Compile"), batch("Matrix")),
                stage("Deploy", deploy("Live")));
        pipeline.project("Compile", "echo compiled");
        pipeline.batchProject("Matrix", "echo built");
        pipeline.servers(1);
        pipeline.push(Bundles.siteFiles("hello", "exit 0\n"));
        succeeds("codePipelineMirror PIPELINE");
        assertDocumented(MIRROR, STEP, LOGS, BATCHES, EVENTS);
        assertThat(called())
                .containsAll(documented.get(LOGS))
                .containsAll(documented.get(BATCHES))
                .containsAll(documented.get(EVENTS));
        aws.calls().clear();
        succeeds("codePipelineMirror PIPELINE, log: 'none'");
        assertDocumented(MIRROR, STEP);
    }

    @Test
    void approvals() throws Exception {
        WorkflowRun run = waiting("codePipeline PIPELINE");
        resultOf(Approvals.get().of(run).get(0).answer(true, "", "ada"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertDocumented(PAGE, STEP);
        pipeline.start();
        eventually(() -> pipeline.state("Review").stream()
                .anyMatch(state -> state.latestExecution().status().toString().equals("InProgress")));
        aws.calls().clear();
        succeeds("codePipelineApproval PIPELINE");
        assertDocumented("`codePipelineApproval`");
        aws.calls().clear();
        succeeds("codePipelineApproval PIPELINE, stage: 'Review', action: 'Ask'");
        assertDocumented(
                "`codePipelineApproval` of what was answered already, or in parallel mode", "`codePipelineApproval`");
    }

    @Test
    void control() throws Exception {
        String good = ended(true);
        ended(false);
        aws.calls().clear();
        succeeds("codePipelineRetryStage PIPELINE, stage: 'Review'");
        assertDocumented("`codePipelineRetryStage` and the button *Try again*");
        approve();
        ended(true);
        aws.calls().clear();
        succeeds("codePipelineRollbackStage PIPELINE, stage: 'Review', execution: '" + good + "'");
        assertDocumented("`codePipelineRollbackStage` and the button *Roll back*");
        aws.calls().clear();
        succeeds("codePipelineTransition PIPELINE, stage: 'Review', enabled: false, reason: 'No'\n"
                + "codePipelineTransition PIPELINE, stage: 'Review'");
        assertDocumented("`codePipelineTransition` and its buttons");
        aws.calls().clear();
        succeeds("codePipelineStop PIPELINE, execution: '"
                + pipeline.executions().get(0) + "', abandon: true");
        assertDocumented("`codePipelineStop` and the button *Stop the execution*");
        aws.calls().clear();
        succeeds("catchError(buildResult: 'SUCCESS') { codePipelineTransition PIPELINE, stage: 'Revue' }\n"
                + "catchError(buildResult: 'SUCCESS') { codePipelineTransition pipeline: 'x', stage: 'Review' }");
        assertDocumented(MISSPELT, "`codePipelineTransition` and its buttons");
    }

    @Test
    void changesOfEachLevel() throws Exception {
        for (String level : List.of("pipeline", "stage", "action")) {
            aws.calls().clear();
            FreeStyleProject job = changes(pipeline.name(), level);
            String row = "`codePipelineChange`, level `" + level + "`";
            eventually(() -> !called().isEmpty());
            assertDocumented(row);
            job.delete();
        }
        aws.calls().clear();
        changes(pipeline.name().substring(0, 12) + "*", "pipeline");
        eventually(() -> called().size() > 1);
        assertDocumented(GLOBS, "`codePipelineChange`, level `pipeline`");
    }

    private static FreeStyleProject changes(String pipelines, String level) throws Exception {
        CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger(pipelines);
        trigger.setLevel(level);
        return triggered(jenkins.createFreeStyleProject(), trigger);
    }

    private static <J extends Job<?, ?>> J triggered(J job, Trigger<Job<?, ?>> trigger) throws IOException {
        trigger.start(job, true);
        if (job instanceof WorkflowJob pipeline) {
            pipeline.addTrigger(trigger);
        } else if (job instanceof FreeStyleProject freestyle) {
            freestyle.addTrigger(trigger);
        }
        return job;
    }

    @Test
    void aWorkerAndItsSteps() throws Exception {
        pipeline.close();
        pipeline = FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Check", putting(custom("Links"))));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node {\n codePipelineInput to: 'code'\n codePipelineOutput from: 'code'\n}\n"
                        + "codePipelineAnswer summary: 'Checked'\nif (env.BUILD_NUMBER == '2') { error 'no' }",
                true));
        CodePipelineWorkerTrigger trigger = new CodePipelineWorkerTrigger("Test", "Checker", "1");
        trigger.setQueryParam("Pipeline=" + pipeline.name());
        trigger.setPollSeconds(1);
        triggered(job, trigger);
        pipeline.awaitStatus(pipeline.start(), "Succeeded");
        pipeline.awaitStatus(pipeline.start(), "Failed");
        String steps = "`codePipelineInput`, `codePipelineOutput`";
        String button = "the button *Create the action type in AWS*";
        assertDocumented(WORKER, ANSWERS, CANCELLED, steps, button);
        assertThat(called())
                .containsAll(documented.get(ANSWERS))
                .containsAll(documented.get(CANCELLED))
                .containsAll(documented.get(steps));
        jenkins.submit(
                jenkins.createWebClient().getPage(job, "codepipeline-worker").getFormByName("create"));
        eventually(() -> called().contains("codepipeline:ListActionTypes"));
        trigger = new CodePipelineWorkerTrigger("Test", "Another", "1");
        trigger.setQueryParam("Pipeline=" + pipeline.name());
        FreeStyleProject other = triggered(jenkins.createFreeStyleProject(), trigger);
        jenkins.submit(
                jenkins.createWebClient().getPage(other, "codepipeline-worker").getFormByName("create"));
        eventually(() -> called().contains("codepipeline:CreateCustomActionType"));
        assertDocumented(button, WORKER, ANSWERS, CANCELLED, steps);
    }

    private static String putting(String action) {
        return action.replace(
                "\"inputArtifacts\"", "\"outputArtifacts\": [{\"name\": \"Checked\"}], \"inputArtifacts\"");
    }

    @Test
    void anExport() throws Exception {
        succeeds("codePipelineExport PIPELINE");
        assertDocumented("`codePipelineExport`");
    }
}
