package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import java.util.Objects;

/**
 * What of a Jenkinsfile the pipeline itself does not tell.
 *
 * @param connection the AWS connection that its steps use; empty for the default one
 * @param region of the pipeline
 * @param repositories what the addresses of CodeCommit's repositories begin with, up to the name
 * @param credentials id of the credentials by which git gets there; empty for none
 */
public record ExportSettings(String connection, String region, String repositories, String credentials) {

    public ExportSettings {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(region);
        Objects.requireNonNull(repositories);
        Objects.requireNonNull(credentials);
    }
}
