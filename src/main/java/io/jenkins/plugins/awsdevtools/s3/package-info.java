/** S3 for Jenkins jobs: {@code s3Deploy} and {@code s3Fetch}. */
package io.jenkins.plugins.awsdevtools.s3;
