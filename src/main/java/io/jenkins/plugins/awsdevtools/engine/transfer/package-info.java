/**
 * Moves bytes between a disk and S3 through signed requests. Runs where the disk is, such as on an agent: plain JDK, no key
 * and no class of the SDK.
 */
package io.jenkins.plugins.awsdevtools.engine.transfer;
