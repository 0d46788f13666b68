package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said about a batch, in lines for people. */
final class BatchTexts {

    private BatchTexts() {}

    static String failure(BatchResult result) {
        BatchSnapshot batch = result.batch();
        StringBuilder text = new StringBuilder(
                Texts.of("codebuild.batch.failed", batch.displayName(), batch.status(), Links.batch(batch)));
        batch.failedPhase().ifPresent(phase -> text.append('\n')
                .append(Texts.of("codebuild.failed.phase", phase.type(), phase.status()))
                .append("\n  ")
                .append(String.join(" ", phase.messages())));
        for (BatchGroup group : batch.groups()) {
            if (group.status() != null && group.status().isFailure() && !group.ignoreFailure()) {
                BuildSnapshot build = result.builds().get(group.buildId());
                text.append('\n')
                        .append(Texts.of(
                                "codebuild.batch.failed.group",
                                group.identifier(),
                                group.status(),
                                build == null ? "" : BuildTexts.reason(build)));
                List<String> lines = result.lastLines().getOrDefault(group.identifier(), List.of());
                lines.forEach(line -> text.append("\n  ").append(line));
            }
        }
        return text.toString();
    }

    /** A row for each group: its status, how long it took, how often it was tried, what is billed. */
    static String table(BatchSnapshot batch, Map<String, BuildSnapshot> builds) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                Texts.of("codebuild.batch.table.group"),
                Texts.of("codebuild.batch.table.status"),
                Texts.of("codebuild.batch.table.time"),
                Texts.of("codebuild.batch.table.attempts"),
                Texts.of("codebuild.batch.table.build")));
        List<BuildCost> costs = new ArrayList<>();
        for (BatchGroup group : batch.groups()) {
            BuildSnapshot build = builds.get(group.buildId());
            if (build != null) {
                costs.add(BuildCost.of(build));
            }
            rows.add(List.of(
                    group.identifier(),
                    group.status() == null
                            ? Texts.of("codebuild.batch.table.notRun")
                            : group.status().name(),
                    build == null || build.started() == null || build.ended() == null
                            ? ""
                            : BuildTexts.shown(Duration.between(build.started(), build.ended())),
                    Integer.toString(group.attempts()),
                    group.buildId() == null ? "" : group.buildId()));
        }
        StringBuilder text = new StringBuilder(
                Texts.of("codebuild.batch.ended", batch.displayName(), batch.status(), BuildCost.billed(costs)));
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("\n ");
            for (int i = 0; i < widths.length; i++) {
                line.append(' ')
                        .append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length() + 1));
            }
            text.append(line.toString().stripTrailing());
        }
        return text.toString();
    }
}
