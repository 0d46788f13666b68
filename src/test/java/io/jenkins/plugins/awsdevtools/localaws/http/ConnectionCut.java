package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.IOException;

/** The connection was ended on purpose, by a fault. */
public final class ConnectionCut extends IOException {
    private static final long serialVersionUID = 1L;

    public ConnectionCut() {
        super("The connection was cut by a fault");
    }
}
