package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.io.IOException;

/** Does one operation of S3. */
@FunctionalInterface
interface S3Handler {
    void handle(S3Request request) throws IOException;
}
