/** Deploying to and fetching from S3: what is asked, who lists and signs, how the work goes on across restarts. */
package io.jenkins.plugins.awsdevtools.engine.s3;
