package io.jenkins.plugins.awsdevtools.ecs;

import java.io.Serializable;

/**
 * What the workspace holds for a deployment.
 *
 * @param template of the task definition; null if none was asked for
 * @param images the image definitions; null if none were asked for
 */
record EcsFiles(String template, String images) implements Serializable {

    static final EcsFiles NONE = new EcsFiles(null, null);
}
