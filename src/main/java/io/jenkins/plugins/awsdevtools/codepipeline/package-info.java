/** CodePipeline in Jenkins: the step and builder that start and follow an execution. */
package io.jenkins.plugins.awsdevtools.codepipeline;
