/**
 * The begin of multipart uploads, and those that S3 keeps although nobody was told their id.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Uploading and copying objects using
 *     multipart upload: "until you either complete or stop a multipart upload", its parts are paid for</a>
 */
package io.jenkins.plugins.awsdevtools.engine.multipart;
