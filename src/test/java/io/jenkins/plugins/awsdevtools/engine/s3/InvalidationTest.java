package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.cloudfront.LocalInvalidation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvalidationTest extends SyncedSite {

    private String distribution;

    @BeforeEach
    void makeDistribution() {
        distribution = aws.cloudFront().createDistribution(bucket + ".s3.eu-west-1.amazonaws.com", "/web");
    }

    @AfterEach
    void endInvalidations() {
        aws.cloudFront().invalidationTime(Duration.ZERO);
    }

    private RemoteWork<SyncOutcome> begin(boolean waits, Journal<DeployRecord> journal) {
        return fixture.transfers(root, journal)
                .deploy(
                        new S3Place(bucket, "web", null),
                        PLAIN,
                        new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, false, false, 16),
                        new DeployOptions(false, null, distribution, waits));
    }

    private SyncOutcome deploy(boolean waits) throws Exception {
        return get(begin(waits, Journal.inMemory()));
    }

    private List<List<String>> invalidated() {
        return aws.cloudFront().invalidations(distribution).stream()
                .map(LocalInvalidation::paths)
                .toList();
    }

    @Test
    void justThePathsThatChangedAreInvalidated() throws Exception {
        file("index.html", "one");
        file("docs/index.html", "one");
        file("a b*ü.css", "one");
        file("same.css", "same");
        aws.s3().put(bucket, "web/gone.png", new byte[] {1});
        aws.s3().put(bucket, "web/same.css", "same".getBytes());

        deploy(false);

        assertThat(invalidated())
                .containsExactly(
                        List.of("/", "/a%20b%2A%C3%BC.css", "/docs/", "/docs/index.html", "/gone.png", "/index.html"));
    }

    @Test
    void nothingIsInvalidatedIfNothingChanged() throws Exception {
        file("a", "a");
        deploy(false);
        deploy(false);
        assertThat(invalidated()).hasSize(1);
    }

    @Test
    void pathsBeginWhereTheOriginOfTheDistributionDoes() throws Exception {
        distribution = aws.cloudFront().createDistribution(bucket + ".s3-website-eu-west-1.amazonaws.com", "");
        file("a.css", "a");
        deploy(false);
        assertThat(invalidated()).containsExactly(List.of("/web/a.css"));
    }

    @Test
    void whatTheOriginDoesNotServeIsNotInvalidated() throws Exception {
        distribution = aws.cloudFront().createDistribution(bucket + ".s3.eu-west-1.amazonaws.com", "/other");
        file("a.css", "a");
        deploy(false);
        assertThat(invalidated()).isEmpty();
        assertThat(fixture.lines()).anyMatch(line -> line.contains("its origin has another path"));
    }

    @Test
    void tooManyPathsAreFoldedIntoTheirFolders() throws Exception {
        for (int i = 0; i < 1100; i++) {
            file("assets/img/" + i % 3 + "/" + i, "x");
        }
        file("index.html", "x");

        deploy(false);

        assertThat(invalidated()).containsExactly(List.of("/", "/assets/img/*", "/index.html"));
    }

    @Test
    void theStageIsShownAndWaitedForUntilItIsCompleted() throws Exception {
        aws.cloudFront().invalidationTime(Duration.ofDays(1));
        file("a", "a");
        RemoteWork<SyncOutcome> work = begin(true, Journal.inMemory());
        aws.calls().await("cloudfront:GetInvalidation", 2);
        assertThat(work.result().toCompletableFuture()).isNotDone();

        aws.cloudFront().invalidationTime(Duration.ZERO);

        get(work);
        List<FlowStage> stages =
                fixture.pictures().get(fixture.pictures().size() - 1).stages();
        assertThat(stages.stream().map(FlowStage::name)).containsExactly("compare", "upload", "invalidate");
        assertThat(stages).allMatch(stage -> stage.status() == FlowStatus.SUCCEEDED);
    }

    @Test
    void anAbortStopsWaiting() throws Exception {
        aws.cloudFront().invalidationTime(Duration.ofDays(1));
        file("a", "a");
        RemoteWork<SyncOutcome> work = begin(true, Journal.inMemory());
        aws.calls().await("cloudfront:GetInvalidation", 1);

        work.abort();

        assertThatThrownBy(() -> get(work))
                .hasCauseInstanceOf(WorkAbortedException.class)
                .hasMessageContaining("cannot be cancelled");
    }

    @Test
    void afterARestartTheSamePathsAreInvalidatedOnce() throws Exception {
        file("a", "a");
        file("b", "b");
        Journal<DeployRecord> journal = Journal.inMemory();
        aws.faults().cutAfterExecution("cloudfront:CreateInvalidation", 20);
        aws.faults().stall("cloudfront:CreateInvalidation", 20, Duration.ofMinutes(5));
        RemoteWork<SyncOutcome> first = begin(false, journal);
        aws.calls().awaitExecuted("cloudfront:CreateInvalidation", 1);
        first.detach();
        aws.faults().clear();
        aws.calls().clear();

        SyncOutcome outcome = get(begin(false, journal));

        assertThat(outcome.files()).isEqualTo(2);
        assertThat(aws.calls().count("s3:*")).isZero();
        assertThat(invalidated()).containsExactly(List.of("/a", "/b"));
    }

    @Test
    void whatAnEarlierProcessSentIsInvalidatedWithTheRest() throws Exception {
        IntStream.range(0, 30).forEach(i -> {
            try {
                file("f" + i, "x" + i);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        Journal<DeployRecord> journal = Journal.inMemory();
        aws.faults().stall("s3:PutObject", 5, Duration.ZERO);
        aws.faults().stall("s3:PutObject", 100, Duration.ofMinutes(5));
        RemoteWork<SyncOutcome> first = begin(false, journal);
        aws.calls().awaitExecuted("s3:PutObject", 5);
        first.detach();
        DeployRecord kept = journal.load().orElseThrow();
        first.abort();
        aws.faults().clear();
        journal.save(kept);

        SyncOutcome outcome = get(begin(false, journal));

        assertThat(outcome.files()).isLessThan(30);
        assertThat(invalidated()).hasSize(1);
        assertThat(invalidated().get(0)).hasSize(30);
    }

    @Test
    void aDistributionThatIsNotThereIsNamedAndTheFilesAreDeployed() throws Exception {
        distribution = "E2QWRUHAPOMQZL";
        file("a", "a");
        assertThatThrownBy(() -> deploy(false)).hasMessageContaining("E2QWRUHAPOMQZL");
        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/a");
    }

    @Test
    void aDeniedInvalidationNamesTheAction() throws Exception {
        file("a", "a");
        aws.faults().deny("cloudfront:CreateInvalidation", "*");
        assertThatThrownBy(() -> deploy(false)).hasMessageContaining("cloudfront:CreateInvalidation");
    }
}
