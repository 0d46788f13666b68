/**
 * Work that runs in AWS for a Jenkins build, across restarts: what a build, a batch, a deployment and an execution have in
 * common. Extend {@link io.jenkins.plugins.awsdevtools.engine.work.WorkRun} for a thing that is started once, watched by
 * its id and can be stopped; implement {@link io.jenkins.plugins.awsdevtools.engine.work.RemoteWork} for anything else.
 */
package io.jenkins.plugins.awsdevtools.engine.work;
