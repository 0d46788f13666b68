/** CloudWatch Logs of the embedded AWS. */
package io.jenkins.plugins.awsdevtools.localaws.logs;
