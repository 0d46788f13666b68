package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.PipelineChange;
import io.jenkins.plugins.awsdevtools.trigger.TicketAction;
import java.util.LinkedHashMap;
import java.util.Map;

/** The change that a build is for, as its environment has it. */
public final class PipelineChangeAction extends TicketAction {

    private final Map<String, String> variables = new LinkedHashMap<>();

    PipelineChangeAction(PipelineChange change) {
        super(change.id());
        variables.put("CODEPIPELINE_PIPELINE", change.pipeline());
        variables.put("CODEPIPELINE_EXECUTION_ID", change.executionId());
        variables.put("CODEPIPELINE_REGION", change.region());
        variables.put("CODEPIPELINE_LEVEL", change.level());
        variables.put("CODEPIPELINE_STAGE", change.stage());
        variables.put("CODEPIPELINE_ACTION", change.action());
        variables.put("CODEPIPELINE_STATE", change.state());
        variables.put("CODEPIPELINE_PREVIOUS_STATE", change.previous());
        variables.put(
                "CODEPIPELINE_TIME", change.time() == null ? "" : change.time().toString());
        variables.put("CODEPIPELINE_SUMMARY", change.summary());
        variables.put("CODEPIPELINE_LINK", change.link());
    }

    @Override
    public Map<String, String> variables() {
        return new LinkedHashMap<>(variables);
    }

    @Override
    protected void onBegun(Job<?, ?> job) {
        ChangeTriggers.get().begun(job, getTicket());
    }
}
