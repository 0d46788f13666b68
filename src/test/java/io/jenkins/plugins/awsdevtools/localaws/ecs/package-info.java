/** The embedded ECS: clusters, task definitions, services whose tasks start, fail and become steady, and their events. */
package io.jenkins.plugins.awsdevtools.localaws.ecs;
