/** The embedded SQS: standard queues, with the duplicates and the disorder that they are allowed. */
package io.jenkins.plugins.awsdevtools.localaws.sqs;
