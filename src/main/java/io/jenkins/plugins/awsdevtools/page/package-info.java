/** The picture of a run: what it did in AWS, recorded as it happens and drawn on the build's page. */
package io.jenkins.plugins.awsdevtools.page;
