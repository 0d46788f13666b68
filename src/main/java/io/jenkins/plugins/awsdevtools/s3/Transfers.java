package io.jenkins.plugins.awsdevtools.s3;

import io.jenkins.plugins.awsdevtools.engine.s3.DeployRecord;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Transfers;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.transfer.AgentPlace;
import io.jenkins.plugins.awsdevtools.transfer.ExportedDesk;

/** Transfers of a step, in the workspace of its build. */
final class Transfers {

    private Transfers() {}

    static S3Transfers of(RunContext context, WorkContext work) {
        return new S3Transfers(
                work,
                context.access(),
                context.journal("s3", DeployRecord.class),
                context.sink(),
                context.recorder()::record,
                new AgentPlace(context::workspace, work.timing()),
                ExportedDesk::new);
    }
}
