package io.jenkins.plugins.awsdevtools.engine.ecs;

/** Hears how a deployment gets on. Called on the run's own thread of events, one call at a time; must not wait. */
@FunctionalInterface
public interface DeployRunListener {

    /** The service has another status than it had. */
    void onChange(DeployProgress progress);
}
