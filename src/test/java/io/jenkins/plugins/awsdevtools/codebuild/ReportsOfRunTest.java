package io.jenkins.plugins.awsdevtools.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.TaskListener;
import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.awsdevtools.bundle.WorkspaceContext;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportSummary;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.StatusType;

class ReportsOfRunTest extends ConnectedJenkins {

    private static final String SPEC = """
        version: 0.2
        phases:
          build:
            commands:
              - echo '<testsuite name="s"><testcase classname="a.B" name="good"/></testsuite>' > t.xml
        reports:
          unit:
            files: [t.xml]
        """;

    /** As many as there are threads on which AWS's answers are handled. */
    private static final int BUILDS = 4;

    private final CountDownLatch parsing = new CountDownLatch(BUILDS);
    private final CountDownLatch parsed = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        parsed.countDown();
    }

    private static List<String> reports() {
        aws.codeBuild().createProject("eu-west-1", "reported", SPEC);
        try (CodeBuildClient client = LocalClients.root(aws, CodeBuildClient.builder())) {
            String id = client.startBuild(request -> request.projectName("reported"))
                    .build()
                    .id();
            eventually(() -> build(client, id).buildStatus() == StatusType.SUCCEEDED);
            return build(client, id).reportArns();
        }
    }

    private static Build build(CodeBuildClient client, String id) {
        return client.batchGetBuilds(request -> request.ids(id)).builds().get(0);
    }

    /** Its tests take their time: JUnit has no log to write to. */
    private final class SlowToParse extends WorkspaceContext {

        SlowToParse(FreeStyleBuild run) {
            super(run, TestAccess.root(aws), () -> new FilePath(run.getRootDir()));
        }

        @Override
        public TaskListener listener() {
            parsing.countDown();
            try {
                parsed.await();
            } catch (InterruptedException goingDown) {
                Thread.currentThread().interrupt();
            }
            return super.listener();
        }
    }

    @Test
    void testsThatTakeTheirTimeToBeParsedKeepNoOtherStepFromGoingOn() throws Exception {
        List<String> arns = reports();
        List<FreeStyleBuild> runs = new ArrayList<>();
        List<CompletionStage<List<ReportSummary>>> all = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            runs.add(jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject()));
            all.add(new ReportsOfRun(new SlowToParse(runs.get(i)), true).read(arns, figures -> {}));
        }
        assertThat(parsing.await(60, TimeUnit.SECONDS)).as("all are parsed").isTrue();

        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> "done", AwsRuntime.get().executor());
        assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo("done");

        parsed.countDown();
        for (int i = 0; i < BUILDS; i++) {
            assertThat(resultOf(all.get(i))).hasSize(1);
            assertThat(runs.get(i).getAction(TestResultAction.class).getTotalCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void testsThatAKilledProcessHasAddedAreNotAddedAgain() throws Exception {
        List<String> arns = reports();
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        // Its journal is empty each time, as if the process had been killed before it was written.
        WorkspaceContext context =
                new WorkspaceContext(run, TestAccess.root(aws), () -> new FilePath(run.getRootDir()));
        for (int process = 1; process <= 2; process++) {
            assertThat(resultOf(new ReportsOfRun(context, true).read(arns, figures -> {})))
                    .hasSize(1);
            assertThat(run.getAction(TestResultAction.class).getTotalCount()).isEqualTo(1);
        }
    }
}
