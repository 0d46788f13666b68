/** The embedded AWS's default event bus: what happens in the services, matched by rules and sent to queues. */
package io.jenkins.plugins.awsdevtools.localaws.events;
