/** The embedded Security Token Service. */
package io.jenkins.plugins.awsdevtools.localaws.sts;
