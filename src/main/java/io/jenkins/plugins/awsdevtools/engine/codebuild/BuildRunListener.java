package io.jenkins.plugins.awsdevtools.engine.codebuild;

/** Hears how a build gets on. Called on the run's own thread of events, one call at a time; must not wait. */
@FunctionalInterface
public interface BuildRunListener {

    /** The build has another status, phase or log than it had. */
    void onChange(BuildSnapshot build);
}
