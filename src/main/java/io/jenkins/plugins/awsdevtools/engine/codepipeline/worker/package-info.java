/**
 * Jenkins as a worker of CodePipeline: jobs of a custom action are fetched, acknowledged once, handed out, and answered
 * once, whatever dies when.
 */
package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;
