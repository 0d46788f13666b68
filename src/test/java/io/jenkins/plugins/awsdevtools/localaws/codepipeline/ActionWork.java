package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.io.IOException;

/** An action that was begun. Asked again and again until it has ended. */
interface ActionWork {

    /** How it stands. */
    ActionOutcome look() throws IOException;

    /** Nobody waits for it any more. What it started elsewhere goes on, as in AWS. */
    default void abandon() {}

    /** The token that answers an approval; empty for other actions. */
    default String token() {
        return "";
    }
}
