package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.List;
import java.util.Optional;

/** The custom action types that an account has in a region. */
final class ActionTypes {

    private final List<software.amazon.awssdk.services.codepipeline.model.ActionType> all;

    ActionTypes(List<software.amazon.awssdk.services.codepipeline.model.ActionType> all) {
        this.all = List.copyOf(all);
    }

    Optional<software.amazon.awssdk.services.codepipeline.model.ActionType> find(ActionType wanted) {
        return all.stream().filter(type -> wanted.is(type.id())).findFirst();
    }

    /** As messages name them. */
    List<String> names() {
        return all.stream()
                .map(type -> type.id().categoryAsString() + " / " + type.id().provider() + " / "
                        + type.id().version())
                .toList();
    }

    /** That one is not there, and which may have been meant. */
    String missing(ActionType wanted) {
        List<String> closest = ClosestNames.of(wanted.toString(), names());
        return closest.isEmpty()
                ? Texts.of("codepipeline.worker.type.missing", wanted)
                : Texts.of("codepipeline.worker.type.closest", wanted, String.join("; ", closest));
    }
}
