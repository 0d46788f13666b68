package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.io.IOException;

/** What can do the actions of one provider. */
interface ActionProvider {

    /** Begins an action. An exception of {@link io.jenkins.plugins.awsdevtools.localaws.AwsError} fails it with its code. */
    ActionWork begin(ActionContext context) throws IOException;
}
