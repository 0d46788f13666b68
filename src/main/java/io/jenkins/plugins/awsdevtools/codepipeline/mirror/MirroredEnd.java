package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.model.InvisibleAction;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;

/** When something ended in AWS: kept with the node that begins its block, for the node that will end it. */
public final class MirroredEnd extends InvisibleAction implements PersistentAction {

    private final long time;

    /** @param time in milliseconds since 1970 */
    MirroredEnd(long time) {
        this.time = time;
    }

    long time() {
        return time;
    }
}
