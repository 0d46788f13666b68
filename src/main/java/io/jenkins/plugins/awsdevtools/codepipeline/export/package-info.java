/** Pipelines of CodePipeline as Jenkinsfiles: a step, and a page of Jenkins and of each folder. */
package io.jenkins.plugins.awsdevtools.codepipeline.export;
