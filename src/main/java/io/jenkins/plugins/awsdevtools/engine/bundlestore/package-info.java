/**
 * Bundles of files in S3, each under its digest, as AWS is asked about them from the controller. The bytes are sent by the
 * machine that has the files, see {@code engine.bundle}.
 */
package io.jenkins.plugins.awsdevtools.engine.bundlestore;
