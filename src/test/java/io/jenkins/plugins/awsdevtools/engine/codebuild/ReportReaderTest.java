package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.REGION;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportReaderTest {

    private static final String SPEC = """
        version: 0.2
        phases:
          build:
            commands:
              - (echo '<testsuite name="big">'; seq 1 %d | sed 's|.*|<testcase classname="a.B" name="test&" time="0.25"/>|';
                echo '<testcase classname="a.B" name="bad"><failure message="no"/></testcase>'; echo '</testsuite>') > tests.xml
              - echo '<coverage><class filename="A.java"><line number="1" hits="1"/><line number="2" hits="0"/></class></coverage>' > c.xml
        reports:
          unit:
            files: [tests.xml]
          cover:
            files: [c.xml]
            file-format: COBERTURAXML
        """;
    private static LocalAws aws;
    private static RunFixture fixture;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        fixture = new RunFixture(aws);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        aws.close();
    }

    @BeforeEach
    void clear() {
        aws.faults().clear();
    }

    private static BuildSnapshot build(String project, int tests) throws Exception {
        aws.codeBuild().createProject(REGION, project, SPEC.formatted(tests));
        BuildResult result = await(fixture.runs.begin(
                fixture.access(),
                BuildRequest.of(project),
                new BuildSettings(LogMode.NONE, 0, OnAbort.STOP),
                Journal.inMemory(),
                new LogLines(),
                (build, earlier) -> {}));
        assertThat(result.succeeded()).isTrue();
        aws.calls().clear();
        return result.build();
    }

    private static <A> A get(CompletionStage<A> stage) throws Exception {
        return resultOf(stage);
    }

    @Test
    void tenThousandTestsTakeAHundredAndOneCalls() throws Exception {
        BuildSnapshot build = build("many", 9_999);
        ReportReader reader = fixture.runs.reports(fixture.access());
        ReportReader.Reports reports = get(reader.summaries(build.reportArns()));
        List<TestOutcome> tests = new ArrayList<>();
        assertThat(get(reader.tests(reports.reports(), (report, test) -> tests.add(test))))
                .isEmpty();
        assertThat(tests).hasSize(10_000);
        assertThat(tests.get(0))
                .isEqualTo(new TestOutcome("big", "a.B", "test1", "SUCCEEDED", Duration.ofMillis(250), ""));
        assertThat(tests.get(9_999).message()).isEqualTo("no");
        assertThat(aws.calls().all()).hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void theFiguresOfTestsAndCoverageArePutIntoWords() throws Exception {
        BuildSnapshot build = build("few", 2);
        List<ReportSummary> reports = get(fixture.runs.reports(fixture.access()).summaries(build.reportArns()))
                .reports();
        assertThat(BuildFlow.of(build, List.of(), reports).facts().stream()
                        .map(fact -> fact.name() + " " + fact.value()))
                .contains("Tests: few-unit 3 (1 failed, 0 skipped)")
                .anyMatch(fact -> fact.startsWith("Coverage: few-cover lines 50.0 % (1 of 2)"))
                .anyMatch(fact -> fact.equals("Billed 1 min BUILD_GENERAL1_SMALL"))
                .anyMatch(fact -> fact.startsWith("In the queue"));
    }

    @Test
    void aReportGroupThatWasDeletedMeanwhileIsNamed() throws Exception {
        BuildSnapshot build = build("deleted", 2);
        ReportReader reader = fixture.runs.reports(fixture.access());
        List<ReportSummary> before = get(reader.summaries(build.reportArns())).reports();
        aws.codeBuild().reports().groups(REGION).stream()
                .filter(arn -> arn.contains("deleted-unit"))
                .forEach(aws.codeBuild().reports()::deleteGroup);
        assertThat(get(reader.tests(before, (report, test) -> {}))).hasSize(1).allMatch(arn -> arn.contains("unit"));
        assertThat(get(reader.summaries(build.reportArns())).missing()).hasSize(1);
    }

    @Test
    void throttledPagesAreReadAgain() throws Exception {
        BuildSnapshot build = build("throttled", 150);
        aws.faults().throttle("codebuild:DescribeTestCases", 3);
        ReportReader reader = fixture.runs.reports(fixture.access());
        List<TestOutcome> tests = new ArrayList<>();
        get(reader.tests(get(reader.summaries(build.reportArns())).reports(), (report, test) -> tests.add(test)));
        assertThat(tests).hasSize(151).doesNotHaveDuplicates();
    }
}
