/** Signature Version 4, verified: in headers, in presigned URLs, and chunk by chunk in aws-chunked bodies. */
package io.jenkins.plugins.awsdevtools.localaws.signature;
