/**
 * The ground floor: everything the plugin does with AWS, in plain Java on the AWS SDK for Java v2.
 *
 * <p>No class of Jenkins, Stapler or remoting is known here. What the floor above wants to be told it passes in as an
 * interface of this floor (a sink for log lines, a journal, a clock); what it wants to know comes back as an immutable
 * value or a {@link java.util.concurrent.CompletionStage}.
 */
package io.jenkins.plugins.awsdevtools.engine;
