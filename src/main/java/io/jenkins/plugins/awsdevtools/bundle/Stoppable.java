package io.jenkins.plugins.awsdevtools.bundle;

/** Something that goes on on an agent and can be ended from the controller. */
public interface Stoppable {

    void stop();
}
