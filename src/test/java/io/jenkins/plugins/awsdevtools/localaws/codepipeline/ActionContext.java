package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What an action has around it.
 *
 * @param configuration with every variable replaced by its value
 * @param inputs in the order they are declared
 * @param outputs takes what the action hands on
 * @param revision what a source action shall take instead of the newest; empty for the newest
 */
record ActionContext(
        String region,
        String pipeline,
        String executionId,
        String stage,
        ActionDeclaration action,
        String actionExecutionId,
        Map<String, String> configuration,
        List<Artifact> inputs,
        Outputs outputs,
        String revision) {

    /** Where an action's output artifacts go. */
    interface Outputs {

        /** Where the artifact of this name will be; nothing is there yet. */
        Artifact place(String name);

        /** Puts a zip there. */
        void put(Artifact artifact, byte[] zip) throws IOException;

        /** Something else put it there. */
        void placed(Artifact artifact);
    }

    String setting(String key) {
        return configuration.getOrDefault(key, "");
    }
}
