/** What the triggers of CodePipeline have in common: which are at work, their logs, and the builds they start. */
package io.jenkins.plugins.awsdevtools.codepipeline.trigger;
