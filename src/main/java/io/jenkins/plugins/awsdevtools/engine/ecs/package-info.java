/** ECS: deploy to a service exactly once, follow the deployment to its end, go back. */
package io.jenkins.plugins.awsdevtools.engine.ecs;
