package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stage as a pipeline declares it. */
record StageDeclaration(String name, List<ActionDeclaration> actions) {

    StageDeclaration {
        actions = List.copyOf(actions);
    }

    static StageDeclaration of(JsonNode stage) {
        List<ActionDeclaration> actions = new ArrayList<>();
        stage.path("actions").forEach(action -> actions.add(ActionDeclaration.of(action)));
        return new StageDeclaration(stage.path("name").asText(""), actions);
    }

    Optional<ActionDeclaration> action(String wanted) {
        return actions.stream().filter(action -> action.name().equals(wanted)).findFirst();
    }
}
