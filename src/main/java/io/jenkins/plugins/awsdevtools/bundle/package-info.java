/**
 * Files of a workspace to S3 and back, for every service: the agent that has the workspace moves the bytes, the controller
 * signs. {@link io.jenkins.plugins.awsdevtools.bundle.WorkspaceBundle} is the entry for what goes to S3: begin it with a
 * step's context, and go on with the {@code StoredBundle} that it leads to ({@code ChainedWork}).
 */
package io.jenkins.plugins.awsdevtools.bundle;
