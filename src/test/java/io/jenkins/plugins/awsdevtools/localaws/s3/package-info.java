/** The embedded Simple Storage Service: objects are files on disk, requests stream. */
package io.jenkins.plugins.awsdevtools.localaws.s3;
