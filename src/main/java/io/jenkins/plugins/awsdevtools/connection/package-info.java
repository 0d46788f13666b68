/** Configured connections to AWS: who may use them, their credentials, and the things all steps share. */
package io.jenkins.plugins.awsdevtools.connection;
