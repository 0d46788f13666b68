package io.jenkins.plugins.awsdevtools.codepipeline;

import io.jenkins.plugins.awsdevtools.approval.Approvals;
import io.jenkins.plugins.awsdevtools.approval.Submitters;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRun;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSnapshot;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.List;

/** The manual approvals of executions, on the pages of the builds that follow them. */
final class PipelineApprovals {

    private PipelineApprovals() {}

    /** Those of an execution that is followed. */
    static void offer(RunContext context, ExecutionRun execution, String submitters) {
        AwsAccess access = context.access();
        Submitters who = Submitters.parse(submitters);
        Approvals.get().offer(context.run(), () -> waiting(access, execution, who), execution.result());
    }

    private static List<PipelineApproval> waiting(AwsAccess access, ExecutionRun run, Submitters who) {
        ExecutionSnapshot execution = run.latest();
        return execution == null || execution.ended()
                ? List.of()
                : execution.latestActions().stream()
                        .filter(ActionSnapshot::waitsForApproval)
                        .map(action -> new PipelineApproval(access, execution, action, who, run::note))
                        .toList();
    }
}
