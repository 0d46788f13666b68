/** Runs transfers where the workspace is, without a thread of the controller. Shared by the services' rooms. */
package io.jenkins.plugins.awsdevtools.transfer;
