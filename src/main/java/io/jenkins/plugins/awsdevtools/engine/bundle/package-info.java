/**
 * Folders as archives and back, on the machine that has the disk: no AWS, no Jenkins.
 *
 * <p>{@link io.jenkins.plugins.awsdevtools.engine.bundle.Bundle} reads the files that a
 * {@link io.jenkins.plugins.awsdevtools.engine.bundle.Selection} means, tells their digest, and is then read as one ZIP
 * file. {@link io.jenkins.plugins.awsdevtools.engine.bundle.Unpacking} brings an archive to a folder or leaves the folder
 * as it was. A sender asks for the digest first and sends only what is not there under that digest.
 */
package io.jenkins.plugins.awsdevtools.engine.bundle;
