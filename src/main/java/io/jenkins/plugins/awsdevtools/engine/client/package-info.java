/** Who we are and where AWS is: shared clients of the SDK, credentials that refresh themselves, readable failures. */
package io.jenkins.plugins.awsdevtools.engine.client;
