package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;

/** The picture of a build: its phases are the stages. */
public final class BuildFlow {

    private BuildFlow() {}

    public static Flow of(BuildSnapshot build) {
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
                        .toList());
    }

    private static FlowStatus status(BuildStatus status) {
        return switch (status) {
            case IN_PROGRESS, UNKNOWN -> FlowStatus.RUNNING;
            case QUEUED -> FlowStatus.WAITING;
            case SUCCEEDED -> FlowStatus.SUCCEEDED;
            case STOPPED -> FlowStatus.STOPPED;
            case FAILED, FAULT, TIMED_OUT, CLIENT_ERROR -> FlowStatus.FAILED;
        };
    }
}
