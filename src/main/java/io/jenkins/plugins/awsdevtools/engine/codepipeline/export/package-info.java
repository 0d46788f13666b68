/** Pipelines of CodePipeline as declarative Jenkinsfiles of this plugin's steps. Pure: nothing here calls AWS. */
package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;
