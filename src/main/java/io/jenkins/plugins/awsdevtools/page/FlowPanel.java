package io.jenkins.plugins.awsdevtools.page;

import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Optional;

/** What a service shows on the page "AWS" of a build below the pictures, such as buttons. */
public interface FlowPanel extends ExtensionPoint {

    /** @return an object with a view {@code panel.jelly}, if there is something to show for a build */
    Optional<?> of(Run<?, ?> run);
}
