package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import java.util.List;
import java.util.Optional;

/** How the actions of one provider become steps. */
interface ActionTranslation {

    /** Why this action has to stay in CodePipeline; empty if it has not. */
    default Optional<String> kept(Action action) {
        return Optional.empty();
    }

    /** Whether its steps need a workspace. */
    default boolean needsAgent() {
        return true;
    }

    /** How long it may last if it says nothing itself, in minutes; 0 for no limit. */
    default int usualMinutes() {
        return 0;
    }

    /** Whether its steps set the environment variables that stand for its output variables. */
    default boolean setsVariables() {
        return false;
    }

    /** What is otherwise than in CodePipeline, for a comment. */
    default List<String> notes(Action action) {
        return List.of();
    }

    /** Writes the steps, the artifacts in and out among them. */
    void write(Action action, ExportContext context, JenkinsfileWriter out);
}
