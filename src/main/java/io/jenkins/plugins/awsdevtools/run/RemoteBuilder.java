package io.jenkins.plugins.awsdevtools.run;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import java.util.Objects;

/**
 * A {@link RemoteStep} as a build step of a freestyle job: the same parameters and form.
 *
 * @param <S> the step
 */
public abstract class RemoteBuilder<S extends RemoteStep<?>> extends Builder {

    private final S step;

    protected RemoteBuilder(S step) {
        this.step = Objects.requireNonNull(step);
    }

    /** Behind the {@code getStep()} of each subclass, whose own type the form looks for. */
    protected final S step() {
        return step;
    }

    @Override
    public final boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        new FreestyleRun(build, listener).perform((RemoteStep<?>) step);
        return true;
    }

    /** Applies to every kind of freestyle job. */
    public abstract static class RemoteBuilderDescriptor extends BuildStepDescriptor<Builder> {

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
