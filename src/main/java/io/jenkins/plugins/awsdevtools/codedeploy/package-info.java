/** CodeDeploy for jobs: the step, its freestyle forms, what a Pipeline gets back, and the approval of ready deployments. */
package io.jenkins.plugins.awsdevtools.codedeploy;
