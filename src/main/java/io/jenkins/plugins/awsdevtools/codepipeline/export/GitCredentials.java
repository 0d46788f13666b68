package io.jenkins.plugins.awsdevtools.codepipeline.export;

/** The credentials by which git reaches CodeCommit, which the plugin offers for each connection. */
final class GitCredentials {

    /** As the room of CodeCommit names them; a test holds the two together. */
    private static final String PREFIX = "aws-codecommit-";

    private GitCredentials() {}

    static String id(String connection) {
        return PREFIX + connection;
    }
}
