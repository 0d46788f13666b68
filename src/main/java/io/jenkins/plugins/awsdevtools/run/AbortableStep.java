package io.jenkins.plugins.awsdevtools.run;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * A {@link RemoteStep} that says what becomes of the remote work when the Jenkins build is aborted, and whether its
 * failure fails the build.
 *
 * @param <R> what the work leads to
 */
public abstract class AbortableStep<R> extends RemoteStep<R> {

    private static final long serialVersionUID = 1L;

    private String onAbort;
    private boolean propagate = true;

    /** The word for {@code onAbort} where none is given. */
    protected abstract String usualOnAbort();

    public final String getOnAbort() {
        return onAbort == null ? usualOnAbort() : onAbort;
    }

    @DataBoundSetter
    public final void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort);
    }

    public final boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public final void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    /**
     * What the word for {@code onAbort} stands for.
     *
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if it is not one of the words
     */
    protected final <T> T abortMode(Map<String, T> choices) {
        return Choice.of("onAbort", getOnAbort(), choices);
    }

    /**
     * The step's value, unless a failure is to fail the Jenkins build.
     *
     * @param failure told then
     * @throws AbortException if the work failed and that matters
     */
    protected final CompletionStage<?> concluded(boolean succeeded, String failure, Object value)
            throws AbortException {
        if (!succeeded && propagate) {
            throw new AbortException(failure);
        }
        return CompletableFuture.completedFuture(value);
    }

    /** The drop-downs that such steps have in common. */
    public abstract static class AbortableStepDescriptor extends RemoteStepDescriptor {

        /** The words for {@code onAbort} with what is said of each, the usual one first. */
        protected abstract Map<String, String> abortChoices();

        @POST
        public final ListBoxModel doFillOnAbortItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                abortChoices().forEach((word, text) -> items.add(text, word));
            }
            return items;
        }
    }
}
