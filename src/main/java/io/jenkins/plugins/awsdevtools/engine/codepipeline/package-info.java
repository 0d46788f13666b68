/** Executions of pipelines: started once, followed to their end, stopped on abort. */
package io.jenkins.plugins.awsdevtools.engine.codepipeline;
