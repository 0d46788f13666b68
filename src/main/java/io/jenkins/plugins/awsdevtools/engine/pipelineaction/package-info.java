/**
 * What goes on behind the actions of a pipeline: the one room that knows CodePipeline and the services that its actions
 * use, so that none of their own rooms has to know another.
 */
package io.jenkins.plugins.awsdevtools.engine.pipelineaction;
