package io.jenkins.plugins.awsdevtools.codepipeline.control;

import java.io.Serializable;
import java.util.Objects;

/** An execution that a build followed, kept with the build. No record: XStream, which writes builds, cannot read those. */
public final class FollowedExecution implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String pipeline;
    private final String id;
    private final String connection;

    /** @param connection its name; null for the default */
    public FollowedExecution(String pipeline, String id, String connection) {
        this.pipeline = Objects.requireNonNull(pipeline);
        this.id = Objects.requireNonNull(id);
        this.connection = connection;
    }

    public String getPipeline() {
        return pipeline;
    }

    public String getId() {
        return id;
    }

    /** The name of the connection with which it was followed; null for the default. */
    public String getConnection() {
        return connection;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FollowedExecution that
                && pipeline.equals(that.pipeline)
                && id.equals(that.id)
                && Objects.equals(connection, that.connection);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pipeline, id, connection);
    }
}
