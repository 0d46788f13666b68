package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import java.util.ArrayList;
import java.util.List;

/** The picture of a build: its phases are the stages. */
public final class BuildFlow {

    private BuildFlow() {}

    /** @param earlier attempts that were made before, oldest first */
    public static Flow of(BuildSnapshot build, List<BuildAttempt> earlier) {
        return of(build, earlier, List.of());
    }

    /** @param reports those that were read; empty before the end */
    public static Flow of(BuildSnapshot build, List<BuildAttempt> earlier, List<ReportSummary> reports) {
        List<FlowFact> facts = new ArrayList<>();
        earlier.forEach(attempt -> facts.add(attempt.fact(facts.size() + 1)));
        facts.addAll(BuildCost.facts(build));
        reports.forEach(report -> facts.add(report.fact()));
        return new Flow(
                build.displayName(),
                "CodeBuild",
                status(build.status()),
                Links.build(build),
                build.log() == null || build.log().deepLink() == null
                        ? ""
                        : build.log().deepLink(),
                build.phases().stream()
                        .filter(phase -> !phase.type().equals("COMPLETED"))
                        .map(phase -> new FlowStage(
                                phase.type(),
                                phase.ended() == null && build.complete() ? FlowStatus.STOPPED : status(phase.status()),
                                phase.started(),
                                phase.ended(),
                                String.join(" ", phase.messages())))
                        .toList(),
                facts);
    }

    static FlowStatus status(BuildStatus status) {
        return switch (status) {
            case IN_PROGRESS, UNKNOWN -> FlowStatus.RUNNING;
            case QUEUED -> FlowStatus.WAITING;
            case SUCCEEDED -> FlowStatus.SUCCEEDED;
            case STOPPED -> FlowStatus.STOPPED;
            case FAILED, FAULT, TIMED_OUT, CLIENT_ERROR -> FlowStatus.FAILED;
        };
    }
}
