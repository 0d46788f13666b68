/** What waits for a person's answer in AWS, on the page of the Jenkins build that follows it. Knows no service. */
package io.jenkins.plugins.awsdevtools.approval;
