package io.jenkins.plugins.awsdevtools.engine.events;

/** A message that is no event of EventBridge; it stays in the queue for whoever it is meant for, or for the dead letters. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedEventException(String message) {
        super(message, null, false, false);
    }
}
