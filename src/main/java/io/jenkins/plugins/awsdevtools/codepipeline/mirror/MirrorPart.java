package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionMirror;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.concurrent.CompletableFuture;

/**
 * A step of the program that draws a mirror. It is no step for people: it needs to be told which mirror it is part of.
 *
 * @param <R> what it waits for
 */
public abstract class MirrorPart<R> extends RemoteStep<R> {

    private static final long serialVersionUID = 1L;

    private final String mirror;

    /** @param mirror the key of the mirror */
    MirrorPart(String mirror) {
        this.mirror = mirror;
    }

    public final String getMirror() {
        return mirror;
    }

    @Override
    protected final void check(Run<?, ?> run) {
        if (mirror == null || mirror.isEmpty()) {
            throw new ParameterException("mirror", mirror, Messages.MirrorPart_outside());
        }
    }

    final CompletableFuture<ExecutionMirror> mirror(RunContext context) {
        return Mirrors.get().forPart(context.run(), mirror);
    }

    /** What Pipeline knows of them; they are not offered to people. */
    public abstract static class MirrorPartDescriptor extends RemoteStepDescriptor {

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
