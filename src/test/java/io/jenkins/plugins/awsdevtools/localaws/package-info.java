/**
 * An AWS in one process, on loopback: it verifies signatures, speaks the real wire protocols and answers with AWS's own
 * error codes and limits, so that the unmodified SDKs and the AWS CLI work against it.
 *
 * <p>{@link io.jenkins.plugins.awsdevtools.localaws.LocalAws} starts it; each service is a
 * {@link io.jenkins.plugins.awsdevtools.localaws.LocalService}.
 */
package io.jenkins.plugins.awsdevtools.localaws;
