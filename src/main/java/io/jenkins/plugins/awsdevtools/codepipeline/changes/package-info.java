/** The trigger that builds a job when pipelines, stages or actions of CodePipeline change. */
package io.jenkins.plugins.awsdevtools.codepipeline.changes;
