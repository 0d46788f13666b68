package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.util.List;

/** Hears how a build gets on. Called on the run's own thread of events, one call at a time; must not wait. */
@FunctionalInterface
public interface BuildRunListener {

    /**
     * The build has another status, phase or log than it had.
     *
     * @param earlier attempts that were made before this build, oldest first
     */
    void onChange(BuildSnapshot build, List<BuildAttempt> earlier);
}
