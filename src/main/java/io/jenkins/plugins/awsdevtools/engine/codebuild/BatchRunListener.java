package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.util.Map;

/** Hears how a batch gets on. Called on the run's own thread of events, one call at a time; must not wait. */
@FunctionalInterface
public interface BatchRunListener {

    /** @param builds the current builds of the groups, by id, as far as they are known */
    void onChange(BatchSnapshot batch, Map<String, BuildSnapshot> builds);
}
