package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageProgress;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.DataBoundConstructor;

/** Waits until a mirrored execution enters a stage, and returns whether it does. */
public final class MirrorEnterStep extends MirrorPart<Optional<StageProgress>> {

    private static final long serialVersionUID = 1L;

    private final String stage;

    @DataBoundConstructor
    public MirrorEnterStep(String mirror, String stage) {
        super(mirror);
        this.stage = Util.fixNull(stage);
    }

    public String getStage() {
        return stage;
    }

    @Override
    protected String label() {
        return Messages.MirrorEnterStep_label(stage);
    }

    @Override
    protected RemoteWork<Optional<StageProgress>> begin(RunContext context) {
        return new MirrorWait<>(
                mirror(context).thenCompose(mirror -> mirror.enters(stage)), Messages.MirrorEnterStep_waiting(stage));
    }

    @Override
    protected CompletionStage<?> conclude(Optional<StageProgress> entered, RunContext context) {
        MirroredNodes nodes = new MirroredNodes(context.node());
        entered.ifPresentOrElse(nodes::stageEntered, nodes::stageNotRun);
        return CompletableFuture.completedFuture(entered.isPresent());
    }

    /** The step as the program knows it. */
    @Extension
    public static final class DescriptorImpl extends MirrorPartDescriptor {

        @Override
        public String getFunctionName() {
            return "awsMirrorEnter";
        }

        @Override
        public String getDisplayName() {
            return Messages.MirrorEnterStep_displayName();
        }
    }
}
