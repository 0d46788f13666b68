/** ECS for jobs: the step, both freestyle forms, and what a Pipeline gets back. */
package io.jenkins.plugins.awsdevtools.ecs;
