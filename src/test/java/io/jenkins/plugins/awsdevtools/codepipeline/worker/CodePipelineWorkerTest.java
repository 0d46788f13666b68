package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.User;
import hudson.remoting.Channel;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.AuthorizationStrategy;
import hudson.slaves.DumbSlave;
import hudson.tasks.Shell;
import io.jenkins.plugins.awsdevtools.connection.AwsConnection;
import io.jenkins.plugins.awsdevtools.connection.AwsConnections;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.connection.SentToAgent;
import io.jenkins.plugins.awsdevtools.engine.Eventually;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerTarget;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.s3.S3Client;

class CodePipelineWorkerTest extends ConnectedJenkins {

    /** A build that goes on when it is told to. */
    private static final String ASKING =
            "input 'Go on?'\nnode { writeFile file: 'a.txt', text: 'a'; codePipelineOutput() }";

    private WorkedPipeline pipeline;

    @BeforeAll
    static void prepare() throws Exception {
        WorkedPipeline.createType(aws);
    }

    @BeforeEach
    void createPipeline() throws Exception {
        pipeline = WorkedPipeline.create(aws);
    }

    @AfterEach
    void deleteJobs() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new AuthorizationStrategy.Unsecured());
        for (Item item : jenkins.jenkins.getItems()) {
            item.delete();
        }
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        CodePipelineWorkerTrigger trigger = pipeline.trigger();
        trigger.start(job, true);
        job.addTrigger(trigger);
        return job;
    }

    private static String log(Job<?, ?> job) {
        return Workers.get().log(job).text();
    }

    private String published(String key) {
        try (S3Client s3 = LocalClients.root(aws, S3Client.builder().forcePathStyle(true))) {
            return s3.getObjectAsBytes(
                            get -> get.bucket(pipeline.name() + "-web").key(key))
                    .asUtf8String();
        }
    }

    @Test
    void aPipelineJobFetchesItsInputSendsItsOutputAndAnswers() throws Exception {
        WorkflowJob job = job("""
            node {
              codePipelineInput to: 'code'
              writeFile file: 'public/index.html', text: readFile('code/in.txt') + " of ${env.CODEPIPELINE_ACTION}"
              codePipelineOutput from: 'public'
              codePipelineAnswer summary: 'Compiled', variables: [[name: 'Version', value: '1.2']]
            }\
            """);
        String execution = pipeline.start();
        pipeline.awaitStatus(execution, "Succeeded");
        assertThat(published("index.html")).isEqualTo("hello of Compile");
        var output = pipeline.action().output();
        WorkflowRun run = job.getBuildByNumber(1);
        assertThat(output.executionResult().externalExecutionId()).isEqualTo("1");
        assertThat(output.executionResult().externalExecutionSummary())
                .isEqualTo("Compiled " + jenkins.getURL() + run.getUrl());
        assertThat(output.outputVariables()).containsEntry("Version", "1.2");
        assertThat(run.getCause(PipelineJobCause.class).getShortDescription())
                .isEqualTo("AWS CodePipeline " + pipeline.name() + ": Build / Compile, execution " + execution);
    }

    @Test
    void anOutputIsNotTakenThroughALinkOfTheWorkspace() throws Exception {
        WorkflowJob job = job("""
            node {
                deleteDir()
                sh 'mkdir -p ../elsewhere && echo secret > ../elsewhere/in.txt && ln -s ../elsewhere public'
                try {
                    codePipelineOutput from: 'public'
                } finally {
                    deleteDir()
                }
            }\
            """);
        pipeline.awaitStatus(pipeline.start(), "Failed");
        jenkins.assertLogContains(
                "from 'public': Give a path inside the workspace", jenkins.waitForCompletion(job.getBuildByNumber(1)));
    }

    @Test
    void anInputWhoseSessionEndsMeanwhileIsFetchedWithTheNextOne() throws Exception {
        aws.calls().clear();
        aws.faults().expireToken("s3:GetObject", 1);
        WorkflowJob job = job("node { codePipelineInput()\n codePipelineOutput includes: 'in.txt' }");
        pipeline.awaitStatus(pipeline.start(), "Succeeded");
        assertThat(published("in.txt")).isEqualTo("hello");
        assertThat(aws.calls().all("s3:GetObject").stream()
                        .limit(2)
                        .map(CallRecord::accessKeyId)
                        .distinct())
                .as("sessions that signed for the artifact")
                .hasSize(2);
        jenkins.assertLogNotContains("It is tried again", job.getBuildByNumber(1));
    }

    @Test
    void theSessionThatAJobBringsStaysOnTheController() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("far"));
        SentToAgent sent = new SentToAgent();
        Channel channel = (Channel) agent.getChannel();
        channel.addListener(sent);
        WorkflowJob job = job("node('far') { codePipelineInput()\n codePipelineOutput includes: 'in.txt'\n sh 'env' }");
        try {
            pipeline.awaitStatus(pipeline.start(), "Succeeded");
        } finally {
            channel.removeListener(sent);
        }
        assertThat(published("in.txt")).isEqualTo("hello");
        String id = Pattern.compile("X-Amz-Credential=(ASIA[A-Z0-9]+)")
                .matcher(sent.text())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        AccessKey session = aws.keys().find(id).orElseThrow().key();
        assertThat(sent.text().contains(session.secretAccessKey())).isFalse();
        jenkins.assertLogNotContains(session.secretAccessKey(), job.getBuildByNumber(1));
        jenkins.assertLogNotContains(session.accessKeyId(), job.getBuildByNumber(1));
    }

    @Test
    void aFreestyleJobFetchesItsInputSendsItsOutputAndAnswers() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(environment);
        job.getBuildersList().add(new CodePipelineInputBuilder(new CodePipelineInputStep()));
        CodePipelineOutputStep output = new CodePipelineOutputStep();
        output.setIncludes("*.txt");
        job.getBuildersList().add(new CodePipelineOutputBuilder(output));
        CodePipelineWorkerTrigger trigger = pipeline.trigger();
        trigger.start(job, true);
        job.addTrigger(trigger);
        String execution = pipeline.start();
        pipeline.awaitStatus(execution, "Succeeded");
        assertThat(published("in.txt")).isEqualTo("hello");
        assertThat(environment.getEnvVars())
                .containsEntry("CODEPIPELINE_PIPELINE", pipeline.name())
                .containsEntry("CODEPIPELINE_EXECUTION_ID", execution)
                .containsEntry("CODEPIPELINE_INPUT_ARTIFACTS", "Code")
                .containsEntry("CODEPIPELINE_CONFIG_PROJECTNAME", pipeline.name());
    }

    @Test
    void aFreestyleJobSaysWhatItsActionIsAnsweredWith() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new Shell("echo a > a.txt"));
        job.getBuildersList().add(new CodePipelineOutputBuilder(new CodePipelineOutputStep()));
        CodePipelineAnswerStep answer = new CodePipelineAnswerStep();
        answer.setSummary("Compiled for $CODEPIPELINE_ACTION");
        answer.setVariables(List.of(new OutputVariable("Version", "1.$BUILD_NUMBER")));
        job.getBuildersList().add(new CodePipelineAnswerBuilder(answer));
        CodePipelineWorkerTrigger trigger = pipeline.trigger();
        trigger.start(job, true);
        job.addTrigger(trigger);
        pipeline.awaitStatus(pipeline.start(), "Succeeded");
        var output = pipeline.action().output();
        assertThat(output.executionResult().externalExecutionSummary()).startsWith("Compiled for Compile ");
        assertThat(output.outputVariables()).containsEntry("Version", "1.1");
    }

    @Test
    void theAnswerOfAFreestyleBuildThatIsNoJobOfCodePipelineSaysWhatToDo() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodePipelineAnswerBuilder(new CodePipelineAnswerStep()));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("Give the job the trigger codePipelineWorker", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void theConnectionThatFetchedAJobServesItsStepsInsideABlockOfAnother() throws Exception {
        AwsConnection local = AwsConnections.get().named("local").orElseThrow();
        AwsConnection stranger = new AwsConnection("stranger", "eu-west-1");
        stranger.setCredentialsId(local.getCredentialsId());
        stranger.setEndpoint("http://localhost:1");
        AwsConnections.get().setConnections(List.of(local, stranger));
        AwsConnections.get().setDefaultConnection("local");
        try {
            WorkflowJob job = job("""
                awsDeveloperTools(connection: 'stranger') {
                  node { codePipelineInput()
                    codePipelineOutput includes: 'in.txt' }
                }\
                """);
            pipeline.start();
            eventually(() -> job.getBuildByNumber(1) != null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(1)));
        } finally {
            AwsConnections.get().setDefaultConnection(null);
            AwsConnections.get().setConnections(List.of(local));
        }
    }

    @Test
    void theFateOfABuildIsKnownInTheQueueAndAfterIt() throws Exception {
        FreeStyleProject job = waitingJob();
        String execution = pipeline.start();
        eventually(() -> queued(job) == 1);
        String ticket = Queue.getInstance()
                .getItem((Queue.Task) job)
                .getAction(PipelineJobAction.class)
                .getTicket();
        WorkerBuilds builds = new WorkerBuilds(job, Workers.get().log(job));
        assertThat(builds.fate(ticket)).containsInstanceOf(WorkerTarget.Fate.Waiting.class);
        job.setAssignedLabel(null);
        pipeline.awaitStatus(execution, "Succeeded");
        assertThat(builds.fate(ticket)).containsInstanceOf(WorkerTarget.Fate.Ended.class);
        assertThat(builds.fate("another")).isEmpty();
    }

    @Test
    void aFailedBuildFailsTheActionWithItsResultAndItsAddress() throws Exception {
        WorkflowJob job = job("codePipelineAnswer failureType: 'ConfigurationError'\nerror 'no'");
        pipeline.awaitStatus(pipeline.start(), "Failed");
        assertThat(pipeline.action().output().executionResult().errorDetails().message())
                .contains("FAILURE", job.getBuildByNumber(1).getUrl());
    }

    @Test
    void aBuildTakenOffTheQueueFailsTheAction() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(Label.get("nowhere"));
        CodePipelineWorkerTrigger trigger = pipeline.trigger();
        trigger.start(job, true);
        job.addTrigger(trigger);
        String execution = pipeline.start();
        eventually(() -> Queue.getInstance().cancel(job));
        pipeline.awaitStatus(execution, "Failed");
    }

    @Test
    void aJobThatIsDisabledBeforeItsBuildIsInTheQueueBuildsOnceItIsEnabled() throws Exception {
        aws.calls().clear();
        aws.faults().stall("codepipeline:AcknowledgeJob", 1, Eventually.LIMIT);
        WorkflowJob job = job("node { writeFile file: 'a.txt', text: 'a'; codePipelineOutput() }");
        String execution = pipeline.start();
        aws.calls().await("codepipeline:AcknowledgeJob", 1);
        job.doDisable();
        aws.faults().releaseStalled();
        eventually(() -> log(job).contains("takes no build"));
        job.doEnable();
        pipeline.awaitStatus(execution, "Succeeded");
        assertThat(job.getBuilds()).hasSize(1);
    }

    @Test
    void aBuildInTheQueueThatNobodyWaitsForAnyMoreIsTakenOffIt() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(Label.get("nowhere"));
        CodePipelineWorkerTrigger trigger = pipeline.trigger();
        trigger.start(job, true);
        job.addTrigger(trigger);
        String execution = pipeline.start();
        eventually(job::isInQueue);
        pipeline.abandon(execution);
        eventually(() -> log(job).contains("did not wait for the answer"));
        eventually(() -> !job.isInQueue());
        assertThat(job.getBuilds()).isEmpty();
    }

    @Test
    void theBuildOfAJobThatNobodyWaitsForAnyMoreIsAborted() throws Exception {
        WorkflowJob job = job("sleep 600");
        String execution = pipeline.start();
        eventually(() -> job.getBuildByNumber(1) != null);
        pipeline.abandon(execution);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(job.getBuildByNumber(1)));
        eventually(() -> log(job).contains("did not wait for the answer"));
    }

    @Test
    void aContinuationTokenBringsTheActionAgain() throws Exception {
        WorkflowJob job = job("""
            if (!env.CODEPIPELINE_CONTINUATION_TOKEN) {
              codePipelineAnswer continuationToken: 'half'
            } else {
              node {
                writeFile file: 'a.txt', text: env.CODEPIPELINE_CONTINUATION_TOKEN
                codePipelineOutput()
              }
            }\
            """);
        pipeline.awaitStatus(pipeline.start(), "Succeeded");
        assertThat(published("a.txt")).isEqualTo("half");
        assertThat(job.getBuilds()).hasSize(2);
    }

    @Test
    void aDeletedJobAnswersWhatItHasOpen() throws Exception {
        WorkflowJob job = job("sleep 600");
        String execution = pipeline.start();
        eventually(() -> job.getBuildByNumber(1) != null && log(job).contains(pipeline.name()));
        job.delete();
        pipeline.awaitStatus(execution, "Failed");
    }

    @Test
    void aDeletedJobWithoutItsTriggerAnswersWhatItHasOpen() throws Exception {
        WorkflowJob job = job("sleep 600");
        String execution = pipeline.start();
        eventually(() -> job.getBuildByNumber(1) != null && log(job).contains(pipeline.name()));
        takeTriggerAway(job);
        job.delete();
        pipeline.awaitStatus(execution, "Failed");
    }

    private static void takeTriggerAway(WorkflowJob job) throws IOException {
        Workers.get().of(job).stop();
        job.setTriggers(List.of());
    }

    @Test
    void aJobWhoseTriggerIsTakenAwayAnswersWhatItHasOpenAndTakesNoMore() throws Exception {
        WorkflowJob job = job(ASKING);
        String execution = pipeline.start();
        eventually(() -> isAsking(job, 1));
        takeTriggerAway(job);
        proceed(job, 1);
        pipeline.awaitStatus(execution, "Succeeded");
        eventually(() -> Workers.get().isEmpty());
    }

    @Test
    void aRenamedJobAnswersWhatItHasOpenAndTakesTheNextUnderItsNewName() throws Exception {
        FreeStyleProject job = waitingJob();
        String first = pipeline.start();
        eventually(() -> queued(job) == 1);
        File former = job.getRootDir();
        job.renameTo("renamed");
        String second = pipeline.start();
        eventually(() -> queued(job) == 2);
        job.setAssignedLabel(null);
        pipeline.awaitStatus(first, "Succeeded");
        pipeline.awaitStatus(second, "Succeeded");
        assertThat(former).doesNotExist();
        assertThat(job.getBuilds()).hasSize(2);
        assertThat(Workers.get().isAtWork("renamed")).isTrue();
        job.delete();
        eventually(() -> Workers.get().isEmpty());
    }

    @Test
    void aJobThatIsMovedIntoAFolderAnswersWhatItHasOpenAndTakesTheNextThere() throws Exception {
        FreeStyleProject job = waitingJob();
        String first = pipeline.start();
        eventually(() -> queued(job) == 1);
        File former = job.getRootDir();
        Folder folder = jenkins.createProject(Folder.class, "folder");
        FreeStyleProject moved = Items.move(job, folder);
        String second = pipeline.start();
        eventually(() -> queued(moved) == 2);
        folder.renameTo("elsewhere");
        String third = pipeline.start();
        eventually(() -> queued(moved) == 3);
        moved.setAssignedLabel(null);
        for (String execution : List.of(first, second, third)) {
            pipeline.awaitStatus(execution, "Succeeded");
        }
        assertThat(former).doesNotExist();
        assertThat(moved.getBuilds()).hasSize(3);
        assertThat(Workers.get().isAtWork("elsewhere/" + moved.getName())).isTrue();
    }

    /** Its builds are in the queue until it loses its label. */
    private FreeStyleProject waitingJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(Label.get("nowhere"));
        job.getBuildersList().add(new Shell("echo a > a.txt"));
        job.getBuildersList().add(new CodePipelineOutputBuilder(new CodePipelineOutputStep()));
        CodePipelineWorkerTrigger trigger = pipeline.trigger();
        trigger.start(job, true);
        job.addTrigger(trigger);
        return job;
    }

    private static int queued(FreeStyleProject job) {
        return Queue.getInstance().getItems((Queue.Task) job).size();
    }

    private static boolean isAsking(WorkflowJob job, int number) {
        WorkflowRun run = job.getBuildByNumber(number);
        return run != null && run.getAction(InputAction.class) != null;
    }

    private static void proceed(WorkflowJob job, int number) throws Exception {
        for (InputStepExecution asked :
                job.getBuildByNumber(number).getAction(InputAction.class).getExecutions()) {
            asked.doProceedEmpty();
        }
    }

    @Test
    void stepsOfABuildThatIsNoJobOfCodePipelineSayWhatToDo() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("node { codePipelineInput() }", true));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("Give the job the trigger codePipelineWorker", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void anArtifactThatTheActionHasNotIsToldWithThoseItHas() throws Exception {
        WorkflowJob job = job("node { codePipelineInput artifact: 'Cod' }");
        pipeline.awaitStatus(pipeline.start(), "Failed");
        jenkins.assertLogContains("artifact 'Cod'", job.getBuildByNumber(1));
        jenkins.assertLogContains("Code", job.getBuildByNumber(1));
    }

    @Test
    void aDeclarativePipelineDeclaresItself() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
            pipeline {
              agent none
              triggers { codePipelineWorker(category: 'Build', provider: 'Jenkins', version: '1',
                                            queryParam: 'ProjectName=%s', pollSeconds: 1) }
              stages { stage('One') { steps { echo "for ${env.CODEPIPELINE_EXECUTION_ID}" } } }
            }\
            """.formatted(pipeline.name()), true));
        jenkins.buildAndAssertSuccess(job);
        String execution = pipeline.start();
        eventually(() -> job.getBuildByNumber(2) != null);
        jenkins.assertLogContains("for " + execution, jenkins.waitForCompletion(job.getBuildByNumber(2)));
    }

    @Test
    void theActionTypeIsMadeFromThePageByThoseWhoMayConfigure() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("maker");
        CodePipelineWorkerTrigger trigger = new CodePipelineWorkerTrigger("Test", "Checks", "2");
        trigger.setQueryParam("ProjectName=maker");
        trigger.setPollSeconds(1);
        trigger.start(job, true);
        job.addTrigger(trigger);
        eventually(() -> log(job).contains("Test / Checks / 2"));
        jenkins.submit(
                jenkins.createWebClient().getPage(job, "codepipeline-worker").getFormByName("create"));
        eventually(() -> log(job).contains("was created"));
        try (CodePipelineClient client = LocalClients.root(aws, CodePipelineClient.builder())) {
            assertThat(client.listActionTypes(list -> list.actionOwnerFilter("Custom"))
                            .actionTypes())
                    .anySatisfy(type -> {
                        assertThat(type.id().provider()).isEqualTo("Checks");
                        assertThat(type.settings().entityUrlTemplate())
                                .isEqualTo(jenkins.getURL() + "job/{Config:ProjectName}/");
                    });
        }
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("viewer"));
        WorkerPage page = new WorkerPage(job);
        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(page.getIconFileName()).isNull();
            assertThatThrownBy(page::getTarget).isInstanceOf(AccessDeniedException3.class);
        }
        try (ACLContext viewer = ACL.as2(User.getById("viewer", true).impersonate2())) {
            assertThat(page.getTarget()).isSameAs(page);
            assertThatThrownBy(page::doCreate).isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(page::doPoll).isInstanceOf(AccessDeniedException3.class);
        }
    }

    @Test
    void theFormsKeepEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodePipelineWorkerTrigger trigger = new CodePipelineWorkerTrigger("Test", "Checks", "3");
        trigger.setConnection("local");
        trigger.setQueryParam("ProjectName=site");
        trigger.setMaxBatchSize(7);
        trigger.setMaxJobs(8);
        trigger.setPollSeconds(9);
        trigger.setUnstableSucceeds(true);
        trigger.start(job, true);
        job.addTrigger(trigger);
        CodePipelineInputStep input = new CodePipelineInputStep();
        input.setConnection("local");
        input.setArtifact("Code");
        input.setTo("code");
        input.setUnpack(false);
        job.getBuildersList().add(new CodePipelineInputBuilder(input));
        CodePipelineOutputStep output = new CodePipelineOutputStep();
        output.setConnection("local");
        output.setArtifact("Site");
        output.setFrom("public");
        output.setIncludes("**/*.html");
        output.setExcludes("tmp/**");
        job.getBuildersList().add(new CodePipelineOutputBuilder(output));
        CodePipelineAnswerStep answer = new CodePipelineAnswerStep();
        answer.setSummary("Compiled");
        answer.setFailureType("ConfigurationError");
        answer.setContinuationToken("half");
        answer.setVariables(List.of(new OutputVariable("Version", "1.2")));
        job.getBuildersList().add(new CodePipelineAnswerBuilder(answer));
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                answer,
                job.getBuildersList().get(CodePipelineAnswerBuilder.class).getStep());
        jenkins.assertEqualDataBoundBeans(
                trigger, job.getTriggers().values().iterator().next());
        jenkins.assertEqualDataBoundBeans(
                input, job.getBuildersList().get(CodePipelineInputBuilder.class).getStep());
        jenkins.assertEqualDataBoundBeans(
                output,
                job.getBuildersList().get(CodePipelineOutputBuilder.class).getStep());
    }

    @Test
    void theSnippetGeneratorWritesTheAnswer() throws Exception {
        CodePipelineAnswerStep step = new CodePipelineAnswerStep();
        step.setSummary("Compiled");
        step.setFailureType("ConfigurationError");
        step.setContinuationToken("half");
        step.setVariables(List.of(new OutputVariable("Version", "1.2")));
        assertThat(Snippetizer.object2Groovy(step))
                .contains("summary: 'Compiled'", "failureType:", "continuationToken:", "variables: [");
    }
}
