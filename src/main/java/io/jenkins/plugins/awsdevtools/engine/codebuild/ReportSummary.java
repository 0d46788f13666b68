package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.codebuild.model.CodeCoverageReportSummary;
import software.amazon.awssdk.services.codebuild.model.Report;

/**
 * A report of tests or of coverage, without its details.
 *
 * @param group the name of its report group
 * @param tests how many there are; 0 of coverage
 * @param counts of tests by status, such as {@code FAILED}
 * @param coverage null of tests
 */
public record ReportSummary(
        String arn, String group, String status, int tests, Map<String, Integer> counts, Coverage coverage) {

    /** Lines and branches. */
    public record Coverage(
            double lines,
            int linesCovered,
            int linesMissed,
            double branches,
            int branchesCovered,
            int branchesMissed) {}

    public ReportSummary {
        counts = Map.copyOf(counts);
    }

    static ReportSummary of(Report report) {
        String group = report.reportGroupArn() == null ? report.arn() : report.reportGroupArn();
        return new ReportSummary(
                report.arn(),
                group.substring(group.lastIndexOf('/') + 1),
                report.statusAsString(),
                report.testSummary() == null || report.testSummary().total() == null
                        ? 0
                        : report.testSummary().total(),
                report.testSummary() == null ? Map.of() : report.testSummary().statusCounts(),
                report.codeCoverageSummary() == null ? null : coverage(report.codeCoverageSummary()));
    }

    private static Coverage coverage(CodeCoverageReportSummary summary) {
        return new Coverage(
                number(summary.lineCoveragePercentage()),
                whole(summary.linesCovered()),
                whole(summary.linesMissed()),
                number(summary.branchCoveragePercentage()),
                whole(summary.branchesCovered()),
                whole(summary.branchesMissed()));
    }

    private static double number(Double value) {
        return value == null ? 0 : value;
    }

    private static int whole(Integer value) {
        return value == null ? 0 : value;
    }

    public boolean isTests() {
        return coverage == null;
    }

    /** For the page. */
    public FlowFact fact() {
        if (isTests()) {
            int failed = counts.getOrDefault("FAILED", 0) + counts.getOrDefault("ERROR", 0);
            return new FlowFact(
                    Texts.of("codebuild.report.tests", group),
                    Texts.of("codebuild.report.tests.value", tests, failed, counts.getOrDefault("SKIPPED", 0)));
        }
        return new FlowFact(Texts.of("codebuild.report.coverage", group), shown(coverage));
    }

    /** Many languages know no branches. */
    private static String shown(Coverage coverage) {
        String lines = String.format(Locale.ROOT, "%.1f", coverage.lines());
        int ofLines = coverage.linesCovered() + coverage.linesMissed();
        int ofBranches = coverage.branchesCovered() + coverage.branchesMissed();
        return ofBranches == 0
                ? Texts.of("codebuild.report.coverage.lines", lines, coverage.linesCovered(), ofLines)
                : Texts.of(
                        "codebuild.report.coverage.value",
                        lines,
                        coverage.linesCovered(),
                        ofLines,
                        String.format(Locale.ROOT, "%.1f", coverage.branches()),
                        coverage.branchesCovered(),
                        ofBranches);
    }
}
