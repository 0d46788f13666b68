package io.jenkins.plugins.awsdevtools.localaws.s3;

/** Where version ids and upload ids come from. */
@FunctionalInterface
interface VersionIds {
    String next();
}
