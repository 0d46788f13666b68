package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import io.jenkins.plugins.awsdevtools.run.VariableExpansion;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineAnswerStep} in a freestyle job, where {@code $NAME} is replaced by what a build step before has set. */
public final class CodePipelineAnswerBuilder extends Builder {

    private final CodePipelineAnswerStep step;

    @DataBoundConstructor
    public CodePipelineAnswerBuilder(CodePipelineAnswerStep step) {
        this.step = Objects.requireNonNull(step);
    }

    public CodePipelineAnswerStep getStep() {
        return step;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        try {
            CodePipelineAnswerStep told = new VariableExpansion(build.getEnvironment(listener), Set.of()).of(step);
            build.addOrReplaceAction(told.answer(build));
        } catch (ParameterException refused) {
            throw new AbortException(refused.getMessage());
        }
        return true;
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilder.RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineAnswerStep_displayName();
        }
    }
}
