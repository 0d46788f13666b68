/** The CloudWatch log tail: every line of a remote log once, in order, until the log is drained. */
package io.jenkins.plugins.awsdevtools.engine.logs;
