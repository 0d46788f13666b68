/** CodePipeline: pipelines whose actions really run, approvals, custom actions and their workers. */
package io.jenkins.plugins.awsdevtools.localaws.codepipeline;
