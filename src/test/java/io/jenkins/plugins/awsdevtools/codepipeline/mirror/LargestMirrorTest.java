package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.LargestPipeline;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;

/** A mirror of the largest pipeline that AWS allows. */
@WithJenkins
class LargestMirrorTest {

    private static final LargestPipeline LARGEST = LargestPipeline.ALLOWED;

    @Test
    void eachStageAndEachActionOfTheLargestPipelineIsDrawnOnceWithItsTimes(JenkinsRule jenkins) throws Exception {
        try (LocalAws aws = LocalAws.start();
                FollowedPipeline pipeline =
                        FollowedPipeline.create(aws, "SUPERSEDED", LARGEST.structure(UnaryOperator.identity()))) {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            job.setDefinition(new CpsFlowDefinition("codePipelineMirror '" + pipeline.name() + "'", true));
            // At the usual durability Pipeline writes its whole program after each of some 8000 nodes.
            job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
            WorkflowRun run = jenkins.buildAndAssertSuccess(job);
            DrawnPipeline drawn = new DrawnPipeline(run);
            assertThat(drawn.stages().stream().map(DrawnPipeline.Block::name))
                    .containsExactlyElementsOf(LARGEST.stageNames());
            assertThat(drawn.marks()).isZero();
            assertThat(drawn.branches()).containsExactlyInAnyOrderElementsOf(asAwsTellsThem(pipeline));
        }
    }

    private static List<DrawnPipeline.Branch> asAwsTellsThem(FollowedPipeline pipeline) {
        Map<String, DrawnPipeline.Branch> actions = new HashMap<>();
        for (ActionExecutionDetail action : pipeline.client()
                .listActionExecutionsPaginator(list -> list.pipelineName(pipeline.name()))
                .actionExecutionDetails()) {
            actions.put(
                    action.stageName() + "/" + action.actionName(),
                    new DrawnPipeline.Branch(
                            action.stageName(),
                            action.actionName(),
                            action.startTime().toEpochMilli(),
                            action.lastUpdateTime().toEpochMilli()));
        }
        assertThat(actions).hasSize(LARGEST.tries());
        return new ArrayList<>(actions.values());
    }
}
