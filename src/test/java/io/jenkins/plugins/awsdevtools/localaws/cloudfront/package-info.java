/** CloudFront, as far as whoever deploys to a bucket needs it: distributions and the invalidations of their caches. */
package io.jenkins.plugins.awsdevtools.localaws.cloudfront;
