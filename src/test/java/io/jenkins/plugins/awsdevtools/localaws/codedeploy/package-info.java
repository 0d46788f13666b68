/** CodeDeploy: applications, groups, and deployments that really copy files and run hooks, or shift traffic in steps. */
package io.jenkins.plugins.awsdevtools.localaws.codedeploy;
