/** Jenkins as a worker of CodePipeline: a job is the provider of a custom action, each of its jobs a build. */
package io.jenkins.plugins.awsdevtools.codepipeline.worker;
