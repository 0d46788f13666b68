package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionMirror;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.MirrorPlan;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.DataBoundConstructor;

/** Brings the stages of a mirrored execution and their actions. */
public final class MirrorStagesStep extends MirrorPart<MirrorPlan> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public MirrorStagesStep(String mirror) {
        super(mirror);
    }

    @Override
    protected RemoteWork<MirrorPlan> begin(RunContext context) {
        return new MirrorWait<>(
                mirror(context).thenCompose(ExecutionMirror::plan), Messages.MirrorStagesStep_waiting());
    }

    /** Lists and maps alone: what a Pipeline may use without anybody's leave, and keeps. */
    @Override
    protected CompletionStage<?> conclude(MirrorPlan plan, RunContext context) {
        List<Map<String, Object>> stages = new ArrayList<>();
        for (MirrorPlan.Stage stage : plan.stages()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", stage.name());
            shown.put(
                    "groups",
                    new ArrayList<>(stage.groups().stream().map(ArrayList::new).toList()));
            stages.add(shown);
        }
        return CompletableFuture.completedFuture(stages);
    }

    /** The step as the program knows it. */
    @Extension
    public static final class DescriptorImpl extends MirrorPartDescriptor {

        @Override
        public String getFunctionName() {
            return "awsMirrorStages";
        }

        @Override
        public String getDisplayName() {
            return Messages.MirrorStagesStep_displayName();
        }
    }
}
