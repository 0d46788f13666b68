/** Task definitions of ECS: read, changed and registered once, for whoever deploys containers. */
package io.jenkins.plugins.awsdevtools.engine.taskdefinition;
