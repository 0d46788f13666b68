/** EventBridge to SQS to here: what AWS says has happened, as hints that make status be read at once. */
package io.jenkins.plugins.awsdevtools.engine.events;
