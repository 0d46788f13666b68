package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.io.IOException;
import java.util.Set;

/** What can do the actions of one provider. */
interface ActionProvider {

    /** The keys that an action's configuration must have. */
    default Set<String> required() {
        return Set.of();
    }

    /** Begins an action. An exception of {@link io.jenkins.plugins.awsdevtools.localaws.AwsError} fails it with its code. */
    ActionWork begin(ActionContext context) throws IOException;
}
