/** CodeBuild for jobs: the step, the freestyle builder, and what a Pipeline gets back. */
package io.jenkins.plugins.awsdevtools.codebuild;
