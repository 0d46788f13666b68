package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The picture of a batch: its groups are the stages, and depend on each other. */
public final class BatchFlow {

    private BatchFlow() {}

    /** @param reports those that were read; empty before the end */
    public static Flow of(BatchSnapshot batch, Map<String, BuildSnapshot> builds, List<ReportSummary> reports) {
        List<FlowFact> facts = new ArrayList<>();
        if (batch.complete()) {
            List<BuildCost> costs = builds.values().stream().map(BuildCost::of).toList();
            facts.add(new FlowFact(Texts.of("codebuild.cost.billed"), BuildCost.billed(costs)));
        }
        reports.forEach(report -> facts.add(report.fact()));
        return new Flow(
                batch.displayName(),
                "CodeBuild",
                BuildFlow.status(batch.status()),
                Links.batch(batch),
                "",
                batch.groups().stream()
                        .map(group -> stage(
                                group, group.buildId() == null ? null : builds.get(group.buildId()), batch.complete()))
                        .toList(),
                facts);
    }

    private static FlowStage stage(BatchGroup group, BuildSnapshot build, boolean complete) {
        FlowStatus status = group.status() == null
                ? complete ? FlowStatus.STOPPED : FlowStatus.WAITING
                : BuildFlow.status(group.status());
        List<String> notes = new ArrayList<>();
        if (group.attempts() > 1) {
            notes.add(Texts.of("codebuild.batch.attempts", group.attempts()));
        }
        if (build != null && status == FlowStatus.FAILED) {
            notes.add(BuildTexts.reason(build));
        } else if (build != null && !build.complete()) {
            notes.add(build.currentPhase());
        }
        return new FlowStage(
                group.identifier(),
                status,
                build == null ? null : build.started(),
                build == null ? null : build.ended(),
                String.join("; ", notes),
                group.dependsOn(),
                build == null ? "" : Links.build(build));
    }
}
