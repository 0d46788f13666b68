package io.jenkins.plugins.awsdevtools.connection;

import java.io.Serializable;

/**
 * The connection that a block gives to the steps inside it.
 *
 * @param name as configured
 */
public record AmbientConnection(String name) implements Serializable {
    private static final long serialVersionUID = 1L;
}
