package io.jenkins.plugins.awsdevtools.page;

import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Optional;

/**
 * What a service shows on the page "AWS" of a build: a view {@code panel.jelly} below the pictures, such as buttons, or a
 * view {@code notice.jelly} above them, which is read again with them while the build runs.
 */
public interface FlowPanel extends ExtensionPoint {

    /** @return an object with one of the views, if there is something to show for a build */
    Optional<?> of(Run<?, ?> run);
}
