package io.jenkins.plugins.awsdevtools.run;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import java.io.IOException;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A {@link RemoteStep} as a post-build action of a freestyle job: the same parameters and form. Does nothing after a
 * build that failed, unless told so.
 *
 * @param <S> the step
 */
public abstract class RemotePublisher<S extends RemoteStep<?>> extends Recorder {

    private final S step;
    private boolean evenIfFailed;

    protected RemotePublisher(S step) {
        this.step = Objects.requireNonNull(step);
    }

    /** Behind the {@code getStep()} of each subclass, whose own type the form looks for. */
    protected final S step() {
        return step;
    }

    public final boolean isEvenIfFailed() {
        return evenIfFailed;
    }

    @DataBoundSetter
    public final void setEvenIfFailed(boolean evenIfFailed) {
        this.evenIfFailed = evenIfFailed;
    }

    @Override
    public final BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public final boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        Result result = build.getResult();
        if (!evenIfFailed && result != null && result.isWorseThan(Result.UNSTABLE)) {
            listener.getLogger()
                    .println(Messages.RemotePublisher_skipped(getDescriptor().getDisplayName(), result));
            return true;
        }
        new FreestyleRun(build, listener).perform((RemoteStep<?>) step);
        return true;
    }

    /** Applies to every kind of freestyle job. */
    public abstract static class RemotePublisherDescriptor extends BuildStepDescriptor<Publisher> {

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
